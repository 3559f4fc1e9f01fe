import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, newKey } from '../../../lib/api/api.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';

/** Opens the private room of an interest, or finds the one that is open. */
export function useOpenMeeting() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (interestId: string) =>
      api('POST', '/interests/{id}/meetings', { path: { id: interestId }, idempotencyKey: newKey() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.interests() }),
  });
}
