import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Meeting } from '@everexpo/contracts';
import { queryKeys } from '../../lib/api/query-keys.ts';

/** An act on one meeting, as a call of the API; whatever its answer, what is shown is read anew. */
export function useMeetingAct(meetingId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ask: () => Promise<Meeting>) => ask(),
    onSettled: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: queryKeys.meeting(meetingId) }),
        queries.invalidateQueries({ queryKey: queryKeys.meetings() }),
        queries.invalidateQueries({ queryKey: queryKeys.interests() }),
      ]);
    },
  });
}
