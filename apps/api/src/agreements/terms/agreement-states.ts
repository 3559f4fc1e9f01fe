import type { AgreementState } from '@everexpo/contracts';
import { conflict } from '../../platform/index.ts';

export type AgreementAction = 'revise' | 'prepare' | 'sign';

/**
 * The life of an agreement as data. `sign` leads to partly_signed, or to registered with the last signature.
 * A revision takes a document that nobody has signed yet back to draft.
 */
export const agreementActions: Record<AgreementAction, { from: readonly AgreementState[] }> = {
  revise: { from: ['draft', 'ready'] },
  prepare: { from: ['draft'] },
  sign: { from: ['ready', 'partly_signed'] },
};

/** @throws ProblemError 409 `agreement_state` or `stale_agreement` */
export function refuseUnless(agreement: { state: AgreementState; version: number }, action: AgreementAction, version: number): void {
  if (!agreementActions[action].from.includes(agreement.state)) {
    throw conflict('agreement_state', `An agreement that is ${agreement.state} cannot take the action "${action}".`);
  }
  if (agreement.version !== version) {
    throw conflict('stale_agreement', `The agreement is at version ${agreement.version} by now; read it again before you act.`);
  }
}
