import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView } from '@everexpo/contracts';
import { ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { agreementChanged, notifyOtherParties } from '../agreements.events.ts';
import { assertCanMove } from '../agreement/agreement-states.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { backToDraft } from '../terms/back-to-draft.ts';
import { lockForParty } from '../agreement/lock-agreement.ts';

/** Refuses to sign, with a reason: the agreement is a draft again and the signatures of this round fall. */
@Injectable()
export class DeclineAgreement {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `stale_agreement`, `agreement_state`, `already_signed` */
  run(command: PersonCommand, id: string, version: number, reason: string): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties, own } = await lockForParty(tx.manager, id, command.actor.id);
      assertCanMove(agreement, 'decline', version);
      if (own.signedAt) throw new ProblemError('already_signed');
      agreement.version += 1;
      await backToDraft(tx, agreement, parties, 'decline', { personId: command.actor.id, reason });
      await tx.audit('agreement.decline', id, { version, reason });
      await tx.emit(agreementChanged, { agreementId: id });
      await notifyOtherParties(tx, agreement, parties, command.actor.id, 'declined', reason);
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }
}
