import { Injectable } from '@nestjs/common';
import type { CallCeremony, Ceremony, OrderCeremony, SwitchScreen } from '@everexpo/contracts';
import { CurrentEdition, type Edition } from '../../expo/index.ts';
import {
  fieldError,
  invalid,
  notFound,
  ProblemError,
  UnitOfWork,
  type PersonCommand,
  type Transaction,
} from '../../platform/index.ts';
import { ceremonyChanged, tell } from '../agreements.events.ts';
import { ceremonyOf, ON_STAGE } from './ceremony-views.ts';

type Change = (tx: Transaction, edition: Edition) => Promise<void>;

/** Leads the signing ceremony: its order, whom it calls on stage, and what the big screens show. */
@Injectable()
export class LeadCeremony {
  constructor(
    private readonly work: UnitOfWork,
    private readonly editions: CurrentEdition,
  ) {}

  /** @throws ProblemError 409 `stale_ceremony`; 422 for agreements that cannot be put on */
  order(command: PersonCommand, { revision, agreementIds }: OrderCeremony): Promise<Ceremony> {
    return this.change(command, revision, 'order', async ({ manager }, edition) => {
      const fit = await manager.query<{ id: string }[]>(
        `SELECT a.id FROM agreement a WHERE a.id = ANY($1) AND a.edition_id = $2 AND ${ON_STAGE}`,
        [agreementIds, edition.id],
      );
      const known = new Set(fit.map(({ id }) => id));
      const unfit = agreementIds.findIndex((id) => !known.has(id));
      if (unfit >= 0) throw invalid(fieldError(`/agreementIds/${unfit}`, 'on_stage'));
      const kept = await manager.query<{ agreement_id: string; called_at: string | null; done_at: string | null }[]>(
        `SELECT agreement_id, called_at, done_at FROM ceremony_item WHERE edition_id = $1`,
        [edition.id],
      );
      const times = new Map(kept.map((row) => [row.agreement_id, row]));
      await manager.query(`DELETE FROM ceremony_item WHERE edition_id = $1`, [edition.id]);
      for (const [index, id] of agreementIds.entries()) {
        await manager.query(
          `INSERT INTO ceremony_item (edition_id, agreement_id, position, called_at, done_at) VALUES ($1, $2, $3, $4, $5)`,
          [edition.id, id, index + 1, times.get(id)?.called_at ?? null, times.get(id)?.done_at ?? null],
        );
      }
      await manager.query(`UPDATE ceremony SET current = NULL WHERE edition_id = $1 AND NOT (current = ANY($2))`, [
        edition.id,
        agreementIds,
      ]);
    });
  }

  /** Calls the next parties on stage and tells them; whoever was there is done. @throws ProblemError 404; 409 `stale_ceremony` */
  call(command: PersonCommand, { revision, agreementId }: CallCeremony): Promise<Ceremony> {
    return this.change(command, revision, 'call', async (tx, edition) => {
      await tx.manager.query(
        `UPDATE ceremony_item SET done_at = coalesce(done_at, now()) WHERE edition_id = $1 AND agreement_id = (SELECT current FROM ceremony WHERE edition_id = $1)`,
        [edition.id],
      );
      const setCurrent = () =>
        tx.manager.query(`UPDATE ceremony SET current = $2 WHERE edition_id = $1`, [edition.id, agreementId]);
      if (agreementId === null) return void (await setCurrent());
      const [called] = await tx.manager.query<[unknown[], number]>(
        `UPDATE ceremony_item SET called_at = now(), done_at = NULL WHERE edition_id = $1 AND agreement_id = $2 RETURNING 1`,
        [edition.id, agreementId],
      );
      if (called.length === 0) throw notFound('agreement');
      await setCurrent();
      const [agreement] = await tx.manager.query<
        { id: string; title: string; version: number; people: string[] | null }[]
      >(
        `SELECT a.id, a.title, a.version, (SELECT array_agg(person_id) FROM agreement_party p WHERE p.agreement_id = a.id AND person_id IS NOT NULL) AS people FROM agreement a WHERE a.id = $1`,
        [agreementId],
      );
      if (agreement) await tell(tx, agreement, agreement.people ?? [], 'called-on-stage');
    });
  }

  /** @throws ProblemError 409 `stale_ceremony` */
  switch(command: PersonCommand, { revision, mode }: SwitchScreen): Promise<Ceremony> {
    return this.change(command, revision, 'switch', async ({ manager }, edition) => {
      await manager.query(`UPDATE ceremony SET mode = $2 WHERE edition_id = $1`, [edition.id, mode]);
    });
  }

  private change(command: PersonCommand, revision: number, action: string, change: Change): Promise<Ceremony> {
    return this.work.run(command, async (tx) => {
      const edition = await this.editions.find(tx.manager);
      await tx.manager.query(`INSERT INTO ceremony (edition_id) VALUES ($1) ON CONFLICT DO NOTHING`, [edition.id]);
      const [taken] = await tx.manager.query<[unknown[], number]>(
        `UPDATE ceremony SET revision = revision + 1 WHERE edition_id = $1 AND revision = $2 RETURNING 1`,
        [edition.id, revision],
      );
      if (taken.length === 0) throw new ProblemError('stale_ceremony');
      await change(tx, edition);
      await tx.audit(`ceremony.${action}`, edition.id);
      await tx.emit(ceremonyChanged, { editionId: edition.id });
      return ceremonyOf(tx.manager, edition.id);
    });
  }
}
