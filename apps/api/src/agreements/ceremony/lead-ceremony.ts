import { Injectable } from '@nestjs/common';
import type { CallCeremony, Ceremony, OrderCeremony, SwitchScreen } from '@everexpo/contracts';
import { CurrentEdition, type EditionRow } from '../../expo/index.ts';
import {
  all,
  exec,
  fieldError,
  invalid,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { ceremonyChanged, notifyPeople } from '../agreements.events.ts';
import { ceremonyOf, ON_STAGE } from './ceremony-views.ts';

type Change = (tx: Transaction, edition: EditionRow) => Promise<void>;

/** Leads the signing ceremony: its order, whom it calls on stage, and what the big screens show. */
@Injectable()
export class LeadCeremony {
  constructor(
    private readonly work: UnitOfWork,
    private readonly editions: CurrentEdition,
  ) {}

  /** @throws ProblemError 409 `stale_ceremony`; 422 for agreements that cannot be put on */
  order(command: PersonCommand, { revision, agreementIds }: OrderCeremony): Promise<Ceremony> {
    return this.change(command, revision, 'order', async (tx, edition) => {
      const fit = await all<{ id: string }>(tx)`
        SELECT a.id
        FROM agreement a
        WHERE a.id = ANY(${agreementIds}) AND a.edition_id = ${edition.id} AND ${ON_STAGE}
      `;
      const known = new Set(fit.map(({ id }) => id));
      const unfit = agreementIds.findIndex((id) => !known.has(id));
      if (unfit >= 0) throw invalid(fieldError(`/agreementIds/${unfit}`, 'on_stage'));
      const kept = await all<{ agreement_id: string; called_at: Date | null; done_at: Date | null }>(tx)`
        SELECT agreement_id, called_at, done_at FROM ceremony_item WHERE edition_id = ${edition.id}
      `;
      const times = new Map(kept.map((row) => [row.agreement_id, row]));
      await exec(tx)`DELETE FROM ceremony_item WHERE edition_id = ${edition.id}`;
      for (const [index, id] of agreementIds.entries()) {
        await exec(tx)`
          INSERT INTO ceremony_item (edition_id, agreement_id, position, called_at, done_at)
          VALUES (${edition.id}, ${id}, ${index + 1}, ${times.get(id)?.called_at ?? null},
            ${times.get(id)?.done_at ?? null})
        `;
      }
      await exec(tx)`
        UPDATE ceremony SET current = NULL WHERE edition_id = ${edition.id} AND NOT (current = ANY(${agreementIds}))
      `;
    });
  }

  /**
   * Calls the next parties on stage and tells them; whoever was there is done.
   * @throws ProblemError 404; 409 `stale_ceremony`
   */
  call(command: PersonCommand, { revision, agreementId }: CallCeremony): Promise<Ceremony> {
    return this.change(command, revision, 'call', async (tx, edition) => {
      await exec(tx)`
        UPDATE ceremony_item
        SET done_at = coalesce(done_at, now())
        WHERE edition_id = ${edition.id} AND agreement_id = (SELECT current FROM ceremony
          WHERE edition_id = ${edition.id})
      `;
      const setCurrent = () => exec(tx)`UPDATE ceremony SET current = ${agreementId} WHERE edition_id = ${edition.id}`;
      if (agreementId === null) return void (await setCurrent());
      const called = await exec(tx)`
        UPDATE ceremony_item
        SET called_at = now(), done_at = NULL
        WHERE edition_id = ${edition.id} AND agreement_id = ${agreementId}
      `;
      if (called === 0) throw notFound('agreement');
      await setCurrent();
      const agreement = await maybeOne<{ id: string; title: string; version: number; people: string[] | null }>(tx)`
        SELECT a.id, a.title, a.version, (SELECT array_agg(person_id) FROM agreement_party p
          WHERE p.agreement_id = a.id AND person_id IS NOT NULL) AS people
        FROM agreement a
        WHERE a.id = ${agreementId}
      `;
      if (agreement) await notifyPeople(tx, agreement, agreement.people ?? [], 'called-on-stage');
    });
  }

  /** @throws ProblemError 409 `stale_ceremony` */
  switch(command: PersonCommand, { revision, mode }: SwitchScreen): Promise<Ceremony> {
    return this.change(command, revision, 'switch', async (tx, edition) => {
      await exec(tx)`UPDATE ceremony SET mode = ${mode} WHERE edition_id = ${edition.id}`;
    });
  }

  private change(command: PersonCommand, revision: number, action: string, change: Change): Promise<Ceremony> {
    return this.work.run(command, async (tx) => {
      const edition = await this.editions.find(tx.manager);
      await exec(tx)`INSERT INTO ceremony (edition_id) VALUES (${edition.id}) ON CONFLICT DO NOTHING`;
      const taken = await exec(tx)`
        UPDATE ceremony SET revision = revision + 1 WHERE edition_id = ${edition.id} AND revision = ${revision}
      `;
      if (taken === 0) throw new ProblemError('stale_ceremony');
      await change(tx, edition);
      await tx.audit(`ceremony.${action}`, edition.id);
      await tx.emit(ceremonyChanged, { editionId: edition.id });
      return ceremonyOf(tx.manager, edition.id);
    });
  }
}
