import { Inject, Injectable } from '@nestjs/common';
import { sha256Hex } from '@everexpo/ledger';
import { editionOf } from '../../expo/index.ts';
import { CONFIG, Log, STORAGE, type Config, type Storage, type Transaction } from '../../platform/index.ts';
import { documentKey } from '../documents/document-key.ts';
import type { Agreement } from '../terms/agreement.entity.ts';
import { evidenceOf } from '../terms/agreement-history.ts';
import type { AgreementParty } from '../terms/agreement-party.entity.ts';
import { evidencePages } from './evidence-pages.ts';
import { OrganisationSeal } from './organisation-seal.ts';
import { sealDocument, type SealOptions } from './seal-document.ts';

/** Makes the final PDF of an agreement that all have signed: the signed bytes, the evidence, the organisation's seal. */
@Injectable()
export class SealAgreement {
  constructor(
    private readonly seal: OrganisationSeal,
    private readonly log: Log,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Inside the caller's transaction; the file lies under its own hash before anything names it. */
  async run(tx: Transaction, agreement: Agreement, parties: AgreementParty[]): Promise<void> {
    const documentSha256 = agreement.documentSha256 as string;
    const { timeZone } = await editionOf(tx.manager, agreement.editionId);
    const ofThisRound = (await evidenceOf(tx.manager, agreement.id)).filter(
      ({ version }) => version === agreement.version,
    );
    const at = new Date(Math.max(...parties.map(({ signedAt }) => (signedAt as Date).getTime())));
    const pages = await evidencePages(
      { id: agreement.id, title: agreement.title, documentSha256, timeZone },
      ofThisRound,
      at,
    );
    const signed = await this.storage.get(documentKey(documentSha256));
    const sealed = await this.sealed(signed, pages, {
      signer: await this.seal.signer(),
      reason: agreement.title,
      at,
      timestampUrl: this.config.TIMESTAMP_URL,
    });
    const hash = await sha256Hex(new Uint8Array(sealed));
    await this.storage.put(documentKey(hash), Buffer.from(sealed), 'application/pdf');
    agreement.sealedSha256 = hash;
    await tx.manager.save(agreement);
  }

  /** A time-stamping authority that is down does not keep people from signing: then the seal goes without. */
  private async sealed(signed: Buffer, pages: Buffer, options: SealOptions): Promise<Uint8Array> {
    try {
      return await sealDocument(new Uint8Array(signed), new Uint8Array(pages), options);
    } catch (error) {
      if (!options.timestampUrl) throw error;
      this.log.warn(
        { err: error },
        'the time-stamping authority did not answer; the document is sealed without a time stamp',
      );
      return sealDocument(new Uint8Array(signed), new Uint8Array(pages), { ...options, timestampUrl: undefined });
    }
  }
}
