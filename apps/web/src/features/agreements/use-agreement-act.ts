import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Agreement } from '@everexpo/contracts';
import { api } from '../../lib/api.ts';

/** Makes everything that shows agreements look again. */
export function useRefreshAgreements(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ['agreements', 'agreement', 'follow-up'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
  };
}

interface Act {
  method?: 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: object;
  idempotencyKey?: string;
}

/** An act on one agreement; whatever its answer, what is shown is read anew. */
export function useAgreementAct(agreementId: string) {
  const refresh = useRefreshAgreements();
  return useMutation({
    mutationFn: ({ method = 'POST', path, body, idempotencyKey }: Act) =>
      api<Agreement>(method, `/agreements/${agreementId}${path}`, { body, idempotencyKey }),
    onSettled: refresh,
  });
}
