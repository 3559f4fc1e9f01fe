import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { sha256Hex } from '@everexpo/ledger';
import { DataSource, type EntityManager } from 'typeorm';
import { editionOf } from '../../expo/index.ts';
import {
  CONFIG,
  FairQueue,
  Log,
  oneThread,
  STORAGE,
  StoredFiles,
  type Config,
  type Storage,
  type Transaction,
} from '../../platform/index.ts';
import { documentKey } from '../documents/document-key.ts';
import type { Agreement } from '../agreement/agreement.entity.ts';
import { evidenceOf } from '../agreement/agreement-history.ts';
import type { SealedContent, SealResult, SealTask } from './seal-program.ts';

/** While one waits for the time-stamping authority, others are sealed. */
const AT_ONCE = 4;
const MAX_WAITING = 200;

const sealInThread = oneThread<SealTask, SealResult>(new URL('./seal-program.ts', import.meta.url), AT_ONCE);
const queue = new FairQueue(AT_ONCE, MAX_WAITING);

/** A sealed document that is stored, and what is in it. */
export interface Sealed {
  content: SealedContent;
  sha256: string;
}

/**
 * Makes the final PDF of an agreement that all have signed: the signed bytes, the evidence, the organisation's seal. It
 * is made in a thread of its own, and ahead of the transaction of the last signature, which then only names it.
 */
@Injectable()
export class SealAgreement {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: StoredFiles,
    private readonly log: Log,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Names the sealed document inside the caller's transaction: the one made `ahead` if all is as it was, else another
   * is made now. People (`by`) take turns. @throws ProblemError 503 `busy` when too many wait
   */
  async run(tx: Transaction, agreement: Agreement, by: string, ahead: Sealed | null): Promise<void> {
    const content = await this.content(tx.manager, agreement);
    const { sha256 } = ahead && isDeepStrictEqual(ahead.content, content) ? ahead : await this.make(content, by);
    await this.files.pin(tx, documentKey(sha256));
    agreement.sealedSha256 = sha256;
    await tx.manager.save(agreement);
  }

  /** Makes and stores a sealed document that nothing names yet. @throws ProblemError 503 `busy` when too many wait */
  async make(content: SealedContent, by: string): Promise<Sealed> {
    const { bytes, unstamped } = await queue.run(by, async () =>
      sealInThread({
        ...content,
        signed: await this.storage.get(documentKey(content.agreement.documentSha256)),
        settings: {
          SEAL_P12: this.config.SEAL_P12,
          SEAL_P12_PASSWORD: this.config.SEAL_P12_PASSWORD,
          AUTH_SECRET: this.config.AUTH_SECRET,
        },
        timestampUrl: this.config.TIMESTAMP_URL,
      }),
    );
    if (unstamped !== null)
      this.log.warn(
        { reason: unstamped },
        'the time-stamping authority did not answer; the document is sealed without a time stamp',
      );
    const sha256 = await sha256Hex(new Uint8Array(bytes));
    await this.files.save({ key: documentKey(sha256), content: Buffer.from(bytes), type: 'application/pdf' });
    return { content, sha256 };
  }

  /** What the evidence of this round's signatures says, in what it is read by now. */
  async content(
    manager: EntityManager,
    { id, title, version, editionId, documentSha256 }: Agreement,
  ): Promise<SealedContent> {
    const { timeZone } = await editionOf(manager, editionId);
    const evidence = (await evidenceOf(manager, id)).filter((one) => one.version === version);
    const at = new Date(Math.max(...evidence.map((one) => Date.parse(one.at))));
    return { agreement: { id, title, documentSha256: documentSha256 as string, timeZone }, evidence, at };
  }
}
