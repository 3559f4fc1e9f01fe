import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Stage } from '@everexpo/contracts';
import { useCallback, useEffect } from 'react';
import { get } from '../../lib/api.ts';
import { ask, useServerEvent, useSocket } from '../../lib/socket.tsx';

/** The stage as it is now, kept current by the socket; an older report never replaces a newer one. */
export function useStage(sessionId: string): Stage | undefined {
  const queries = useQueryClient();
  const { socket, connected } = useSocket();
  const { data } = useQuery({ queryKey: ['stage', sessionId], queryFn: ({ signal }) => get<Stage>(`/sessions/${sessionId}/stage`, signal) });
  const accept = useCallback((stage: Stage) => {
    queries.setQueryData<Stage>(['stage', stage.sessionId], (known) => (known && known.revision > stage.revision ? known : stage));
    void queries.invalidateQueries({ queryKey: ['session', stage.sessionId] });
  }, [queries]);
  useServerEvent('stage:changed', accept);
  useEffect(() => {
    if (!socket || !connected) return;
    void ask<Stage>(socket, 'session:watch', { sessionId }).then(accept).catch(() => undefined);
    return () => {
      void ask(socket, 'session:unwatch', { sessionId }).catch(() => undefined);
    };
  }, [socket, connected, sessionId, accept]);
  return data;
}
