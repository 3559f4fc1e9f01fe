import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { PathOf, QueryOf } from './api/operations.ts';

/** Filters kept in the page's address: shared, bookmarked, and there again after a reload. */
export function useFilterParams() {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (name: string, value: string | null) => {
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return { params, set, setParams };
}

/**
 * Those filters of a page's address that a list takes. Somebody may have typed them: it is for the API to refuse them.
 */
export const filtersFor = <P extends PathOf<'GET'>>(
  _list: P,
  params: URLSearchParams,
  names: (keyof QueryOf<P> & string)[],
): QueryOf<P> =>
  Object.fromEntries(names.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : []))) as QueryOf<P>;
