import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskEntry } from '@everexpo/contracts';
import { useCallback, useEffect } from 'react';
import { queryKeys } from '../../../lib/api/query-keys.ts';
import { useSocket } from '../../../lib/realtime/socket.tsx';
import { removePaper, queuedPapers, sendQueue, type QueuedPaper } from './paper-queue.ts';

const TRY_AGAIN_MS = 5_000;

/** A person's papers that are on their way; they are sent as soon as the network is back. */
export function usePaperQueue(
  personId: string,
  sent: (entry: DeskEntry) => void,
): { waiting: QueuedPaper[]; refused: QueuedPaper[]; look: () => Promise<void>; drop: (key: string) => Promise<void> } {
  const queries = useQueryClient();
  const { connected } = useSocket();
  const queryKey = queryKeys.paperQueue(personId);
  const { data = [] } = useQuery({ queryKey, queryFn: () => queuedPapers(personId), networkMode: 'always' });
  const look = useCallback(() => queries.invalidateQueries({ queryKey: queryKeys.paperQueue() }), [queries]);
  const waits = data.some(({ refused }) => !refused);
  useEffect(() => {
    const send = () => void sendQueue(personId, sent).then(look);
    if (!waits) return;
    send();
    const timer = setInterval(send, TRY_AGAIN_MS);
    window.addEventListener('online', send);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', send);
    };
  }, [waits, connected, personId, sent, look]);
  return {
    waiting: data.filter(({ refused }) => !refused),
    refused: data.filter(({ refused }) => refused),
    look,
    async drop(key) {
      await removePaper(key);
      await look();
    },
  };
}
