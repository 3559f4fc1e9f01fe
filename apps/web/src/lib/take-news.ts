import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Takes what the page is told into what it knows. An answer under way may be of before: it is asked for once more. For
 * what few are told; where a whole audience hears often, each would ask at each.
 */
export function takeNews<T>(
  queries: QueryClient,
  queryKey: QueryKey,
  take: (known: T | undefined) => T | undefined,
): void {
  queries.setQueryData<T>(queryKey, take);
  if (queries.isFetching({ queryKey, exact: true }) > 0) void queries.invalidateQueries({ queryKey, exact: true });
}
