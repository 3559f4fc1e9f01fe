import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import type { Me, Role } from '@everexpo/contracts';
import { useState } from 'react';
import { queryKeys } from '../api/query-keys.ts';
import { get } from '../api/api.ts';

const meQuery = queryOptions({
  queryKey: queryKeys.me(),
  queryFn: ({ signal }) => get('/me', { signal }),
  staleTime: 60_000,
});
export const useMe = () => useQuery(meQuery);
/** The same, and asked again whenever one comes back to the page. */
export const useRefreshMe = () => useQuery({ ...meQuery, refetchOnWindowFocus: 'always' });

/** Who is signed in or, until the page is left, was: what they are typing outlives a sign-out in another page. */
export function usePersonHere(): Me['person'] | undefined {
  const { data: me } = useMe();
  const [last, setLast] = useState(me?.person ?? null);
  if (me?.person && me.person !== last) setLast(me.person);
  return me?.person ?? last ?? me?.person;
}

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
