import { Injectable, Inject } from '@nestjs/common';
import type { Agreement as AgreementView } from '@everexpo/contracts';
import { sha256Hex } from '@everexpo/ledger';
import { STORAGE, UnitOfWork, type PersonCommand, type Storage } from '../../platform/index.ts';
import { agreementChanged } from '../agreements.events.ts';
import { agreementDocument } from '../documents/agreement-document.ts';
import { documentKey } from '../documents/document-key.ts';
import { refuseUnless } from '../terms/agreement-states.ts';
import { agreementFor } from '../terms/agreement-views.ts';
import { lockForParty } from '../terms/lock-agreement.ts';

/**
 * Fixes the document to sign: from here on the parties sign these exact bytes. The file is stored under its own
 * hash before the state says so, so an interrupted attempt leaves nothing half done.
 */
@Injectable()
export class PrepareAgreement {
  constructor(
    private readonly work: UnitOfWork,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** @throws ProblemError 404; 409 `stale_agreement`, `agreement_state` */
  run(command: PersonCommand, id: string, version: number): Promise<AgreementView> {
    return this.work.run(command, async (tx) => {
      const { agreement, parties } = await lockForParty(tx.manager, id, command.actor.id);
      refuseUnless(agreement, 'prepare', version);
      const pdf = await agreementDocument({ ...agreement, parties });
      const hash = await sha256Hex(new Uint8Array(pdf));
      await this.storage.put(documentKey(hash), pdf, 'application/pdf');
      Object.assign(agreement, { state: 'ready', documentSha256: hash, documentType: 'application/pdf' });
      await tx.manager.save(agreement);
      await tx.audit('agreement.prepare', id, { version, documentSha256: hash });
      await tx.emit(agreementChanged, { agreementId: id });
      return (await agreementFor(tx.manager, id, command.actor)) as AgreementView;
    });
  }
}
