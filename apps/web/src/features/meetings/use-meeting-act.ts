import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Meeting } from '@everexpo/contracts';

/** An act on one meeting, as a call of the API; whatever its answer, what is shown is read anew. */
export function useMeetingAct(meetingId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ask: () => Promise<Meeting>) => ask(),
    onSettled: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['meeting', meetingId] }),
        queries.invalidateQueries({ queryKey: ['meetings'] }),
        queries.invalidateQueries({ queryKey: ['interests'] }),
      ]);
    },
  });
}
