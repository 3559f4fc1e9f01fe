import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

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
