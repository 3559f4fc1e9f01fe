import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Takes what the page is told into what it knows. An answer under way may be of before: it is asked for once more. */
export function takeNews<T>(
  queries: QueryClient,
  queryKey: QueryKey,
  take: (known: T | undefined) => T | undefined,
): void {
  queries.setQueryData<T>(queryKey, take);
  if (queries.isFetching({ queryKey, exact: true }) > 0) void queries.invalidateQueries({ queryKey, exact: true });
}
