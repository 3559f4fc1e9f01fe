import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView } from '@everexpo/contracts';
import { UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { agreementChanged, notifyOtherParties } from '../agreements.events.ts';
import { moveAgreement, assertCanMove } from '../agreement/agreement-states.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { lockForParty } from '../agreement/lock-agreement.ts';

/** Lays an agreement aside that nobody has signed yet; it stays in its parties' lists with the reason. */
@Injectable()
export class WithdrawAgreement {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `stale_agreement`, `agreement_state` */
  run(command: PersonCommand, id: string, version: number, reason: string): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties } = await lockForParty(tx.manager, id, command.actor.id);
      assertCanMove(agreement, 'withdraw', version);
      await moveAgreement(tx, agreement, 'withdraw', { personId: command.actor.id, reason });
      await tx.audit('agreement.withdraw', id, { reason });
      await tx.emit(agreementChanged, { agreementId: id });
      await notifyOtherParties(tx, agreement, parties, command.actor.id, 'withdrawn', reason);
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }
}
