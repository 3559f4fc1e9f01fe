import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Applies an event to the answer that the page has. One that is still pending may be older: it is asked for again. For
 * events that few pages get; where a whole audience gets many, each page would ask at each.
 */
export function applyEvent<T>(
  queries: QueryClient,
  queryKey: QueryKey,
  update: (known: T | undefined) => T | undefined,
): void {
  queries.setQueryData<T>(queryKey, update);
  if (queries.isFetching({ queryKey, exact: true }) > 0) void queries.invalidateQueries({ queryKey, exact: true });
}
