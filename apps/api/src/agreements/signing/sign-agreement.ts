import { Injectable } from '@nestjs/common';
import type { Agreement as AgreementView, SignAgreement as SignAgreementBody } from '@everexpo/contracts';
import { conflict, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { agreementChanged } from '../agreements.events.ts';
import { Keeper } from '../registry/keeper.ts';
import { registerAgreement } from '../registry/register-agreement.ts';
import { refuseUnless } from '../terms/agreement-states.ts';
import { agreementFor } from '../terms/agreement-views.ts';
import { lockForParty } from '../terms/lock-agreement.ts';

/**
 * Puts one party's signature under the exact document. The last signature registers the agreement in the same
 * transaction: signed and numbered, or neither.
 */
@Injectable()
export class SignAgreement {
  constructor(
    private readonly work: UnitOfWork,
    private readonly keeper: Keeper,
  ) {}

  /** @throws ProblemError 404; 409 `stale_agreement`, `agreement_state`, `other_document`, `already_signed` */
  run(command: PersonCommand, id: string, body: SignAgreementBody): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties, own } = await lockForParty(tx.manager, id, command.actor.id);
      refuseUnless(agreement, 'sign', body.version);
      if (agreement.documentSha256 !== body.documentSha256) throw conflict('other_document', 'This is not the document that is ready to sign.');
      if (own.signedAt) throw conflict('already_signed', 'You have signed this agreement.');
      Object.assign(own, { signedAt: new Date(), signedVersion: agreement.version, signedSha256: body.documentSha256, signature: body.signature });
      await tx.manager.save(own);
      await tx.audit('agreement.sign', id, { version: body.version, documentSha256: body.documentSha256 });
      if (parties.every((party) => party.signedAt !== null)) {
        await registerAgreement(tx, await this.keeper.key(), agreement, parties);
      } else {
        agreement.state = 'partly_signed';
        await tx.manager.save(agreement);
      }
      await tx.emit(agreementChanged, { agreementId: id });
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }
}
