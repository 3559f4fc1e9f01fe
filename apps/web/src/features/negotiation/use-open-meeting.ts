import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Meeting } from '@everexpo/contracts';
import { api, newKey } from '../../lib/api.ts';

/** Opens the private room of an interest, or finds the one that is open. */
export function useOpenMeeting() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (interestId: string) =>
      api<Meeting>('POST', `/interests/${interestId}/meetings`, { idempotencyKey: newKey() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['interests'] }),
  });
}
