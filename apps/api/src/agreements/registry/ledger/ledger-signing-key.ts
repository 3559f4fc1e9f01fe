import { hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ledgerKey, type LedgerKey } from '@everexpo/ledger';
import { CONFIG, type Config } from '../../../platform/index.ts';

/** Holds the key that signs the ledger's checkpoints: its own seed, or one derived from the installation's secret. */
@Injectable()
export class LedgerSigningKey {
  private readonly ready: Promise<LedgerKey>;

  constructor(@Inject(CONFIG) config: Pick<Config, 'LEDGER_SEED' | 'AUTH_SECRET'>) {
    this.ready = ledgerKey(
      config.LEDGER_SEED
        ? new Uint8Array(Buffer.from(config.LEDGER_SEED, 'hex'))
        : new Uint8Array(hkdfSync('sha256', config.AUTH_SECRET, '', 'everexpo ledger', 32)),
    );
  }

  key(): Promise<LedgerKey> {
    return this.ready;
  }
}
