import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView, ReviseAgreement as ReviseAgreementBody } from '@everexpo/contracts';
import { UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { agreementChanged } from '../agreements.events.ts';
import { agreementFor } from './agreement-views.ts';
import { refuseUnless } from './agreement-states.ts';
import { lockForParty } from './lock-agreement.ts';

@Injectable()
export class ReviseAgreement {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `stale_agreement`, `agreement_state` */
  run(command: PersonCommand, id: string, { version, ...terms }: ReviseAgreementBody): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement } = await lockForParty(tx.manager, id, command.actor.id);
      refuseUnless(agreement, 'revise', version);
      Object.assign(agreement, terms, { state: 'draft', documentSha256: null, documentType: null, version: version + 1 });
      await tx.manager.save(agreement);
      await tx.audit('agreement.revise', id, { version: agreement.version });
      await tx.emit(agreementChanged, { agreementId: id });
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }
}
