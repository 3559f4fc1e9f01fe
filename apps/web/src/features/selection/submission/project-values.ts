import type { Call, City, Field, ProjectStage, Track } from '@everexpo/contracts';
import { fenOf } from '../../../lib/fen.ts';
import type { FieldOf } from '../../../lib/forms/place-errors.ts';

/** A project as typed: the amount in yuan, answers by the ids of the call's questions. */
export const emptyProject = (call: Call) => ({
  ownerEmail: '',
  track: 'achievement' as Track,
  field: 'electronics' as Field,
  city: 'chengdu' as City,
  stage: 'prototype' as ProjectStage,
  titleZh: '',
  titleEn: '',
  summaryZh: '',
  summaryEn: '',
  seeksZh: '',
  seeksEn: '',
  amount: '',
  answers: Object.fromEntries(call.questions.map(({ id }) => [id, ''])) as Record<string, string>,
  deck: null as File | null,
});

/** Without the deck, which is sent after it. */
export function projectOf(
  { amount, ownerEmail, answers, deck: _later, ...project }: ReturnType<typeof emptyProject>,
  nominates: boolean,
) {
  return {
    ...project,
    ownerEmail: nominates ? ownerEmail : null,
    answers: Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== '')),
    amountSoughtFen: amount === '' ? null : fenOf(amount),
  };
}

export const fieldOfProject: FieldOf = (part) => (part === 'amountSoughtFen' ? 'amount' : part);
