import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { verifyChain, type Frontier } from '@everexpo/ledger';
import { DataSource } from 'typeorm';
import { all, exists, Log, maybeOne, UnitOfWork } from '../../../platform/index.ts';
import { LedgerSigningKey } from './ledger-signing-key.ts';
import { ledgerLines } from './ledger-lines.ts';
import { sealCheckpoint } from './seal-checkpoint.ts';

/** Gives ledgers from before there were checkpoints their first one, once their chain has been verified. */
@Injectable()
export class SealOpenLedgers implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly signingKey: LedgerSigningKey,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const key = await this.signingKey.key();
    const open = await all<{ editionId: string }>(this.dataSource)`
      SELECT h.edition_id AS "editionId"
      FROM ledger_head h
      WHERE h.seq > 0 AND NOT EXISTS (SELECT 1 FROM ledger_checkpoint c WHERE c.edition_id = h.edition_id)
    `;
    for (const { editionId } of open) {
      await this.work.system('agreements.seal-open-ledgers', async (tx) => {
        const head = await maybeOne<{ seq: number; hash: string; edition: string; frontier: Frontier | null }>(tx)`
          SELECT h.seq, h.hash, h.frontier, e.code AS edition
          FROM ledger_head h
          JOIN expo_edition e ON e.id = h.edition_id
          WHERE h.edition_id = ${editionId} FOR UPDATE OF h
        `;
        // Asked once the lock is held: another node that starts at the same moment may have sealed it meanwhile.
        const sealed = await exists(tx)`
          SELECT 1 FROM ledger_checkpoint WHERE edition_id = ${editionId} LIMIT 1
        `;
        if (!head || sealed) return;
        const verdict = await verifyChain(await ledgerLines(tx.manager, editionId));
        if (verdict.holds && verdict.head === head.hash)
          await sealCheckpoint(tx, { editionId, ...head, at: new Date().toISOString() }, key);
        else this.log.error({ edition: head.edition, verdict }, 'this ledger does not hold and gets no checkpoint');
      });
    }
  }
}
