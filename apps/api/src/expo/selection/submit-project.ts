import { Injectable } from '@nestjs/common';
import type { Call, SubmitProject as SubmitProjectBody } from '@everexpo/contracts';
import {
  type FieldError,
  fieldError,
  invalid,
  maybeOne,
  notFound,
  one,
  type PersonCommand,
  ProblemError,
  sql,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { callOf } from './calls.ts';

interface Owner {
  id: string;
  organisationId: string | null;
}

/** Hands a project in, as its owner or as a steward who nominates it. */
@Injectable()
export class SubmitProject {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * @throws ProblemError 404; 409 `call_closed`; 403 for naming another owner without being a steward; 422 for
   * unanswered questions
   */
  run(command: PersonCommand, editionId: string, body: SubmitProjectBody): Promise<{ id: string }> {
    return this.work.run(command, async (tx) => {
      const call = await callOf(tx.manager, editionId);
      if (!call) throw notFound('call');
      if (!call.open) throw new ProblemError('call_closed', { opensAt: call.opensAt, closesAt: call.closesAt });
      const unanswered = missingAnswers(call, body);
      if (unanswered.length > 0) throw invalid(...unanswered);
      const owner = await ownerOf(tx, command, body);
      const { id } = await one<{ id: string }>(tx)`
        INSERT INTO project (edition_id, owner_id, organisation_id, track, field, city, stage, title_zh, title_en,
          summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen, status, answers, nominated_by)
        VALUES (${editionId}, ${owner.id}, ${owner.organisationId}, ${body.track}, ${body.field}, ${body.city},
          ${body.stage}, ${body.titleZh}, ${body.titleEn}, ${body.summaryZh}, ${body.summaryEn}, ${body.seeksZh},
          ${body.seeksEn}, ${body.amountSoughtFen}, 'submitted', ${JSON.stringify(body.answers)},
          ${owner.id === command.actor.id ? null : command.actor.id})
        RETURNING id
      `;
      await tx.audit('expo.submit-project', id, { edition: editionId });
      return { id };
    });
  }
}

function missingAnswers(call: Call, { answers }: SubmitProjectBody): FieldError[] {
  const known = new Set(call.questions.map((question) => question.id));
  const unknown = Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((id) => fieldError(`/answers/${id}`, 'known.question'));
  const missing = call.questions
    .filter((question) => question.required && !answers[question.id])
    .map((question) => fieldError(`/answers/${question.id}`, 'required.answer'));
  return [...unknown, ...missing];
}

async function ownerOf(
  tx: Transaction,
  command: PersonCommand,
  { ownerEmail }: SubmitProjectBody,
): Promise<{ id: string; organisationId: string }> {
  if (ownerEmail !== null && !command.actor.roles.has('steward')) throw new ProblemError('stewards_only');
  const owner = await maybeOne<Owner>(tx)`
    SELECT id, organisation_id AS "organisationId"
    FROM accounts_person
    WHERE ${ownerEmail === null ? sql`id = ${command.actor.id}` : sql`email = lower(${ownerEmail})`}
  `;
  if (!owner?.organisationId) throw invalid(fieldError('/ownerEmail', 'member'));
  return { id: owner.id, organisationId: owner.organisationId };
}
