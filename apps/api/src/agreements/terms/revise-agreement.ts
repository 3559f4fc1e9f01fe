import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView, ReviseAgreement as ReviseAgreementBody } from '@everexpo/contracts';
import { UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { agreementChanged, notifyOtherParties } from '../agreements.events.ts';
import { assertCanMove } from '../agreement/agreement-states.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { backToDraft } from './back-to-draft.ts';
import { saveVersion } from './save-version.ts';
import { lockForParty } from '../agreement/lock-agreement.ts';

/** Changes the terms: a new version, a draft again, whatever had been approved of the one before. */
@Injectable()
export class ReviseAgreement {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `stale_agreement`, `agreement_state` */
  run(command: PersonCommand, id: string, { version, ...terms }: ReviseAgreementBody): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties } = await lockForParty(tx.manager, id, command.actor.id);
      assertCanMove(agreement, 'revise', version);
      Object.assign(agreement, terms, { version: version + 1 });
      await backToDraft(tx, agreement, parties, 'revise', { personId: command.actor.id });
      await saveVersion(tx, agreement, parties, command.actor.id);
      await tx.audit('agreement.revise', id, { version: agreement.version });
      await tx.emit(agreementChanged, { agreementId: id });
      await notifyOtherParties(tx, agreement, parties, command.actor.id, 'changed');
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }
}
