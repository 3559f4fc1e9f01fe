import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import type { Role } from '@everexpo/contracts';
import { queryKeys } from './query-keys.ts';
import { get } from './api.ts';

const meQuery = queryOptions({
  queryKey: queryKeys.me(),
  queryFn: ({ signal }) => get('/me', { signal }),
  staleTime: 60_000,
});
export const useMe = () => useQuery(meQuery);

/** So long the first picture waits at most. */
const FIRST_WAIT_MS = 1_000;

/** Asks who is there before anything is drawn, so that what depends on it does not push the rest away. */
export const askMeFirst = (queries: QueryClient): Promise<unknown> =>
  Promise.race([
    queries.prefetchQuery({ ...meQuery, retry: false }),
    new Promise((done) => setTimeout(done, FIRST_WAIT_MS)),
  ]);

/** Whether the signed-in person holds a role. */
export function useRole(role: Role): boolean {
  return useMe().data?.person?.roles.includes(role) ?? false;
}
