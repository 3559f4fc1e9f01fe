import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Presenter } from '@everexpo/contracts';
import { useCallback } from 'react';
import { api, get } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useServerEvent } from '../../../lib/realtime/socket.tsx';
import { applyEvent } from '../../../lib/realtime/apply-event.ts';

/** A session's presenters as they come and go, those on stage first; `bring` brings one on or takes them off. */
export function usePresenters(sessionId: string) {
  const queries = useQueryClient();
  const queryKey = queryKeys.presenters(sessionId);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => get('/sessions/{id}/stage/presenters', { path: { id: sessionId }, signal }),
  });
  const accept = useCallback(
    (presenter: Presenter) => {
      applyEvent<Presenter[]>(queries, queryKeys.presenters(sessionId), (known) => {
        if (!known) return known;
        if (!known.some(({ personId }) => personId === presenter.personId))
          return presenter.onStage ? [...known, presenter] : known;
        const changed = known.map((one) =>
          one.personId === presenter.personId
            ? {
                ...one,
                present: presenter.present,
                inHall: presenter.inHall,
                onStage: presenter.onStage,
                camera: presenter.camera,
                microphone: presenter.microphone,
              }
            : one,
        );
        // A guest who is taken off is one of the audience again.
        return changed.filter((one) => one.pitchId !== null || one.onStage);
      });
    },
    [queries, sessionId],
  );
  useServerEvent(
    'stage:presenter',
    useCallback(
      (presenter: Presenter & { sessionId: string }) => {
        if (presenter.sessionId === sessionId) accept(presenter);
      },
      [accept, sessionId],
    ),
  );
  const bring = useMutation({
    mutationFn: ({ personId, onStage }: { personId: string; onStage: boolean }) =>
      api('PUT', '/sessions/{id}/stage/presenters/{personId}', {
        path: { id: sessionId, personId },
        body: { onStage },
      }),
    onSuccess: accept,
  });
  const presenters = [...(data ?? [])].sort(
    (a, b) =>
      Number(b.onStage) - Number(a.onStage) ||
      Number(b.present) - Number(a.present) ||
      (a.position ?? Infinity) - (b.position ?? Infinity),
  );
  return { presenters, bring: bring.mutate };
}
