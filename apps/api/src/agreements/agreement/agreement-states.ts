import type { AgreementState } from '@everexpo/contracts';
import { exec, ProblemError, type Transaction } from '../../platform/index.ts';
import type { Agreement } from './agreement.entity.ts';

interface Move {
  from: readonly AgreementState[];
  to: AgreementState;
}

/**
 * The life of an agreement as data; the database holds the same moves (migration `signing`). Whoever changes terms,
 * parties or order takes it back to draft, as do a refusal to sign and an expiry.
 */
const agreementMoves = {
  revise: { from: ['draft', 'review', 'ready'], to: 'draft' },
  submit: { from: ['draft'], to: 'review' },
  approve: { from: ['review'], to: 'review' },
  fix: { from: ['review'], to: 'ready' },
  sign: { from: ['ready', 'partly_signed'], to: 'partly_signed' },
  'sign-last': { from: ['partly_signed'], to: 'signed' },
  decline: { from: ['ready', 'partly_signed'], to: 'draft' },
  expire: { from: ['ready', 'partly_signed'], to: 'draft' },
  withdraw: { from: ['draft', 'review', 'ready'], to: 'withdrawn' },
  return: { from: ['signed'], to: 'withdrawn' },
  register: { from: ['signed'], to: 'registered' },
  amend: { from: ['registered'], to: 'amended' },
  complete: { from: ['registered'], to: 'completed' },
  terminate: { from: ['registered'], to: 'terminated' },
} as const satisfies Record<string, Move>;

export type AgreementMove = keyof typeof agreementMoves;

/** @throws ProblemError 409 `agreement_state` */
export function assertInState({ state }: Pick<Agreement, 'state'>, move: AgreementMove): void {
  if ((agreementMoves[move].from as readonly AgreementState[]).includes(state)) return;
  throw new ProblemError('agreement_state', { state });
}

/** @throws ProblemError 409 `agreement_state` or `stale_agreement` */
export function assertCanMove(
  agreement: Pick<Agreement, 'state' | 'version'>,
  move: AgreementMove,
  version: number,
): void {
  assertInState(agreement, move);
  if (agreement.version !== version) {
    throw new ProblemError('stale_agreement', { version: agreement.version });
  }
}

/** Moves an agreement on, saves it and writes the step into its history. @throws ProblemError 409 `agreement_state` */
export async function moveAgreement(
  tx: Transaction,
  agreement: Agreement,
  move: AgreementMove,
  by: { personId: string | null; reason?: string },
): Promise<void> {
  assertInState(agreement, move);
  const from = agreement.state;
  agreement.state = agreementMoves[move].to;
  await tx.manager.save(agreement);
  await exec(tx)`
    INSERT INTO agreement_step (agreement_id, action, from_state, to_state, version, person_id, reason)
    VALUES (${agreement.id}, ${move}, ${from}, ${agreement.state}, ${agreement.version}, ${by.personId},
      ${by.reason})
  `;
}
