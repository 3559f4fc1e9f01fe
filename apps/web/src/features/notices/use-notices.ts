import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '../../lib/account/me.ts';
import { api, get } from '../../lib/api/api.ts';
import { queryKeys } from '../../lib/api/query-keys.ts';

const NEWEST = 8;
const PER_PAGE = 20;

/** The signed-in person's newest notices, and how many of all are unread. */
export function useNewestNotices() {
  const signedIn = Boolean(useMe().data?.person);
  return useQuery({
    queryKey: queryKeys.notices('newest'),
    queryFn: ({ signal }) => get('/notices', { query: { limit: NEWEST }, signal }),
    enabled: signedIn,
  });
}

/** How many notices the signed-in person has not read; none while it is unknown. */
export const useUnread = (): number => useNewestNotices().data?.unread ?? 0;

/** All of them, page after page. */
export const useAllNotices = () =>
  useInfiniteQuery({
    queryKey: queryKeys.notices('list'),
    queryFn: ({ pageParam, signal }) => get('/notices', { query: { limit: PER_PAGE, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });

/** What one may do with one's notices; all that shows them is asked for anew then. */
export function useNoticeActions() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: queryKeys.notices() });
  const read = useMutation({
    mutationFn: (id: string) => api('POST', '/notices/{id}/read', { path: { id } }),
    onSettled,
  });
  const readAll = useMutation({ mutationFn: () => api('POST', '/notices/read'), onSettled });
  const dismiss = useMutation({
    mutationFn: (id: string) => api('POST', '/notices/{id}/dismiss', { path: { id } }),
    onSettled,
  });
  return { read, readAll, dismiss };
}
