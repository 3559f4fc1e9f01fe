import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api/api.ts';
import { useIntentKey } from '../../../lib/api/intent-key.ts';
import { queryKeys } from '../../../lib/api/query-keys.ts';

/** Opens the private room of an interest, or finds the one that is open. */
export function useOpenMeeting() {
  const queries = useQueryClient();
  const intent = useIntentKey();
  return useMutation({
    mutationFn: (interestId: string) =>
      intent.send(interestId, (idempotencyKey) =>
        api('POST', '/interests/{id}/meetings', { path: { id: interestId }, idempotencyKey }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.interests() }),
  });
}
