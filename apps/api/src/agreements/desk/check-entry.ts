import { Injectable } from '@nestjs/common';
import type { DeskEntry } from '@everexpo/contracts';
import { notFound, ProblemError, UnitOfWork, type PersonCommand, type Transaction } from '../../platform/index.ts';
import { deskChanged } from '../agreements.events.ts';
import { LedgerSigningKey } from '../registry/ledger/ledger-signing-key.ts';
import { registerAgreement } from '../registry/register-agreement.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { moveAgreement, assertCanMove } from '../agreement/agreement-states.ts';
import { deskEntryOf } from './desk-views.ts';

/** The second pair of eyes on a paper agreement: it is registered, or sent back with a reason. */
@Injectable()
export class CheckEntry {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signingKey: LedgerSigningKey,
  ) {}

  /** @throws ProblemError 404; 403 for the person who logged it; 409 `agreement_state`, `replaced_state` */
  verify(command: PersonCommand, id: string, version: number): Promise<DeskEntry> {
    return this.work.run(command, async (tx) => {
      const agreement = await lockPaper(tx, id);
      assertCanMove(agreement, 'register', version);
      if (agreement.createdBy === command.actor.id) throw new ProblemError('four_eyes');
      Object.assign(agreement, { verifiedBy: command.actor.id, verifiedAt: new Date() });
      await tx.manager.save(agreement);
      const parties = await tx.manager.find(AgreementParty, { where: { agreementId: id }, order: { position: 'ASC' } });
      await registerAgreement(tx, await this.signingKey.key(), agreement, parties);
      return this.done(tx, id);
    });
  }

  /** @throws ProblemError 404; 409 `agreement_state` */
  sendBack(command: PersonCommand, id: string, version: number, reason: string): Promise<DeskEntry> {
    return this.work.run(command, async (tx) => {
      const agreement = await lockPaper(tx, id);
      assertCanMove(agreement, 'return', version);
      await moveAgreement(tx, agreement, 'return', { personId: command.actor.id, reason });
      await tx.audit('agreement.return', id, { reason });
      return this.done(tx, id);
    });
  }

  private async done(tx: Transaction, id: string): Promise<DeskEntry> {
    await tx.emit(deskChanged, { agreementId: id });
    return (await deskEntryOf(tx.manager, id)) as DeskEntry;
  }
}

async function lockPaper(tx: Transaction, id: string): Promise<Agreement> {
  const agreement = await tx.manager.findOne(Agreement, {
    where: { id, source: 'paper' },
    lock: { mode: 'pessimistic_write' },
  });
  if (!agreement) throw notFound('paper');
  return agreement;
}
