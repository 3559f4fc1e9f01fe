import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { all, Interval, UnitOfWork } from '../../platform/index.ts';
import { agreementChanged, notifyPeople } from '../agreements.events.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { backToDraft } from '../terms/back-to-draft.ts';
import { remindOnce } from '../remind-once.ts';

const EVERY_MS = 30_000;
const REMIND_HOURS_BEFORE = 24;

/** Reminds who has not signed a day before the last moment, and takes back to draft what was not signed in time. */
@Injectable()
export class WatchDeadlines {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  @Interval(EVERY_MS, 'watch signing deadlines')
  async sweep(): Promise<void> {
    const due = await all<{ id: string; past: boolean }>(this.dataSource)`
      SELECT id, sign_by <= clock_timestamp() AS past
      FROM agreement
      WHERE state IN ('ready','partly_signed')
        AND sign_by <= clock_timestamp() + make_interval(hours => ${REMIND_HOURS_BEFORE})
      ORDER BY sign_by
      LIMIT 200
    `;
    for (const { id, past } of due) await (past ? this.expire(id) : this.remind(id));
  }

  private expire(id: string): Promise<void> {
    return this.work.system(`expire-${id}`, async (tx) => {
      const agreement = await tx.manager.findOne(Agreement, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!agreement?.signBy || !['ready', 'partly_signed'].includes(agreement.state)) return;
      const parties = await tx.manager.find(AgreementParty, { where: { agreementId: id }, order: { position: 'ASC' } });
      agreement.version += 1;
      Object.assign(agreement, { signBy: null });
      await backToDraft(tx, agreement, parties, 'expire', { personId: null });
      await tx.audit('agreement.expire', id);
      await tx.emit(agreementChanged, { agreementId: id });
      await notifyPeople(
        tx,
        agreement,
        parties.map(({ personId }) => personId),
        'expired',
      );
    });
  }

  private remind(id: string): Promise<void> {
    return this.work.system(`remind-${id}`, async (tx) => {
      const agreement = await tx.manager.findOneByOrFail(Agreement, { id });
      if (!(await remindOnce(tx, id, `sign-soon ${agreement.version}`))) return;
      const parties = await tx.manager.find(AgreementParty, { where: { agreementId: id }, order: { position: 'ASC' } });
      await notifyPeople(
        tx,
        agreement,
        parties.filter(({ signedAt }) => signedAt === null).map(({ personId }) => personId),
        'sign-soon',
        agreement.signBy?.toISOString() ?? '',
      );
    });
  }
}
