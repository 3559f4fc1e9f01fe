import { Injectable } from '@nestjs/common';
import type { AgreementDetails } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { OnEvent } from '../../platform/index.ts';
import { agreementRegistered } from '../agreements.events.ts';

/** Once registered, what an agreement promises for a day becomes something to be reached; an amendment's replace those still open. */
@Injectable()
export class OpenFollowUp {
  constructor(private readonly dataSource: DataSource) {}

  @OnEvent(agreementRegistered, 'agreements.open-follow-up')
  async open({ agreementId }: { agreementId: string }): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ details: Partial<AgreementDetails>; replaces: string | null }[]>(
        `SELECT details, replaces FROM agreement WHERE id = $1 FOR UPDATE`,
        [agreementId],
      );
      const [opened] = await manager.query<unknown[]>(`SELECT 1 FROM milestone WHERE agreement_id = $1 LIMIT 1`, [
        agreementId,
      ]);
      if (!row || opened) return;
      if (row.replaces)
        await manager.query(`UPDATE milestone SET agreement_id = $2 WHERE agreement_id = $1 AND done_at IS NOT NULL`, [
          row.replaces,
          agreementId,
        ]);
      if (row.replaces)
        await manager.query(
          `DELETE FROM milestone m WHERE agreement_id = $1 AND done_at IS NULL AND NOT EXISTS (SELECT 1 FROM milestone_evidence e WHERE e.milestone_id = m.id)`,
          [row.replaces],
        );
      const { milestones = [], payments = [] } = row.details;
      await manager.query(
        `INSERT INTO milestone (agreement_id, kind, title, due_on, amount_fen)
           SELECT $1, kind, title, due_on, amount_fen FROM json_to_recordset($2) AS x(kind text, title text, due_on date, amount_fen bigint)
            WHERE NOT EXISTS (SELECT 1 FROM milestone m WHERE m.agreement_id = $1 AND m.kind = x.kind AND m.title = x.title AND m.done_at IS NOT NULL)`,
        [
          agreementId,
          JSON.stringify([
            ...milestones.map(({ title, dueOn }) => ({ kind: 'milestone', title, due_on: dueOn, amount_fen: null })),
            ...payments.map(({ title, dueOn, amountFen }) => ({
              kind: 'payment',
              title,
              due_on: dueOn,
              amount_fen: amountFen,
            })),
          ]),
        ],
      );
    });
  }
}
