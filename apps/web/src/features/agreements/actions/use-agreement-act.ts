import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Agreement } from '@everexpo/contracts';
import { queryKeys } from '../../../lib/api/query-keys.ts';

/** Makes everything that shows agreements look again. */
export function useRefreshAgreements(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [queryKeys.agreements(), queryKeys.agreement(), queryKeys.followUp()].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
}

/** An act on an agreement, as a call of the API; whatever its answer, what is shown is read anew. */
export function useAgreementAct() {
  const refresh = useRefreshAgreements();
  return useMutation({ mutationFn: (ask: () => Promise<Agreement>) => ask(), onSettled: refresh });
}
