import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Meeting } from '@everexpo/contracts';
import { api } from '../../lib/api.ts';

interface Act {
  path: string;
  body?: object;
  idempotencyKey?: string;
}

/** An act on one meeting; whatever its answer, what is shown is read anew. */
export function useMeetingAct(meetingId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body = {}, idempotencyKey }: Act) =>
      api<Meeting>('POST', `/meetings/${meetingId}${path}`, { body, idempotencyKey }),
    onSettled: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['meeting', meetingId] }),
        queries.invalidateQueries({ queryKey: ['meetings'] }),
        queries.invalidateQueries({ queryKey: ['interests'] }),
      ]);
    },
  });
}
