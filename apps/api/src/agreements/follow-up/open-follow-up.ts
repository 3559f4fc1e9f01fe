import { Injectable } from '@nestjs/common';
import type { AgreementDetails } from '@everexpo/contracts';
import { exec, exists, maybeOne, OnEvent, UnitOfWork } from '../../platform/index.ts';
import { agreementRegistered } from '../agreements.events.ts';

/**
 * Once registered, what an agreement promises for a day becomes something to be reached; an amendment's replace those
 * still open.
 */
@Injectable()
export class OpenFollowUp {
  constructor(private readonly work: UnitOfWork) {}

  @OnEvent(agreementRegistered, 'agreements.open-follow-up')
  async open({ agreementId }: { agreementId: string }): Promise<void> {
    await this.work.system('agreements.open-follow-up', async (tx) => {
      const row = await maybeOne<{ details: Partial<AgreementDetails>; replaces: string | null }>(tx)`
        SELECT details, replaces FROM agreement WHERE id = ${agreementId} FOR UPDATE
      `;
      const opened = await exists(tx)`SELECT 1 FROM milestone WHERE agreement_id = ${agreementId} LIMIT 1`;
      if (!row || opened) return;
      if (row.replaces)
        await exec(tx)`
          UPDATE milestone
          SET agreement_id = ${agreementId}
          WHERE agreement_id = ${row.replaces} AND done_at IS NOT NULL
        `;
      if (row.replaces)
        await exec(tx)`
          DELETE FROM milestone m
          WHERE agreement_id = ${row.replaces} AND done_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM milestone_evidence e WHERE e.milestone_id = m.id)
        `;
      const { milestones = [], payments = [] } = row.details;
      const agreed = [
        ...milestones.map(({ title, dueOn }) => ({ kind: 'milestone', title, due_on: dueOn, amount_fen: null })),
        ...payments.map(({ title, dueOn, amountFen }) => ({
          kind: 'payment',
          title,
          due_on: dueOn,
          amount_fen: amountFen,
        })),
      ];
      await exec(tx)`
        INSERT INTO milestone (agreement_id, kind, title, due_on, amount_fen)
        SELECT ${agreementId}, kind, title, due_on, amount_fen
        FROM json_to_recordset(${JSON.stringify(agreed)}) AS x(kind text, title text, due_on date, amount_fen bigint)
        WHERE NOT EXISTS (
          SELECT 1 FROM milestone m
          WHERE m.agreement_id = ${agreementId} AND m.kind = x.kind AND m.title = x.title AND m.done_at IS NOT NULL)
      `;
    });
  }
}
