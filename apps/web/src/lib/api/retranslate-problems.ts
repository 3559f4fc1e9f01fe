import type { MutationObserver, QueryClient } from '@tanstack/react-query';
import { ApiError } from './api.ts';

/**
 * What the API refuses it says in one language alone. The function given back is for a change of language: refused
 * queries that are shown ask again, others are forgotten until they are; refused mutations stand as if not yet tried.
 */
export function retranslateProblems(queries: QueryClient): () => void {
  const shown = new Set<MutationObserver<unknown, unknown, unknown, unknown>>();
  queries.getMutationCache().subscribe((event) => {
    if (event.type === 'observerAdded') shown.add(event.observer);
    if (event.type === 'observerRemoved') shown.delete(event.observer);
  });
  const refused = (error: unknown) => error instanceof ApiError;
  return () => {
    for (const observer of [...shown]) if (refused(observer.getCurrentResult().error)) observer.reset();
    const ofRefused = { predicate: ({ state }: { state: { error: unknown } }) => refused(state.error) };
    queries.removeQueries({ ...ofRefused, type: 'inactive' });
    void queries.refetchQueries({ ...ofRefused, type: 'active' });
  };
}
