import { useInfiniteQuery } from '@tanstack/react-query';
import { get } from '../../../lib/api/api.ts';
import { filtersFor } from '../../../lib/filter-params.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';

/**
 * The list of projects as the page's address wants it, page by page; of these favourites alone where it says so. An
 * answer stays until the next one is there, and a request that is no longer wanted is cancelled.
 */
export function useProjectPages(params: URLSearchParams, favourites: string[]) {
  const ids = params.has('favourites') ? favourites.join(',') : undefined;
  const pages = useInfiniteQuery({
    queryKey: queryKeys.projects(`${params} ${ids ?? ''}`),
    queryFn: ({ pageParam, signal }) => {
      const filters = filtersFor('/projects', params, ['q', 'track', 'field', 'city', 'sort']);
      return get('/projects', { query: { ...filters, ids, cursor: pageParam }, signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    enabled: ids !== '',
  });
  const hasNone = ids === '';
  const first = pages.data?.pages[0];
  return {
    ...pages,
    /** Only favourites are wanted, and there are none. */
    hasNone,
    items: hasNone ? [] : pages.data?.pages.flatMap((page) => page.items),
    total: hasNone ? 0 : first?.total,
    timeZone: first?.timeZone ?? '',
  };
}
