import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { LedgerPage } from '@everexpo/contracts';
import { clientOf } from '../../../apps/api/src/testing/clients/client.ts';
import { ROOT } from '../../support/installation/stack.ts';
import { until } from '../../support/until.ts';
import type { CrashFixture } from './crash-clients.ts';

const run = promisify(execFile);

/** Every acknowledged agreement is there once, numbers have no gap, nothing is half done, and the ledger verifies. */
export async function expectWhole(fixture: CrashFixture, dir: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { acknowledged, edition, host, drafted } = fixture;
  const entries = await ledgerOf(fixture);
  const numbers = entries.map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_, index) => `${edition.code}-${String(index + 1).padStart(4, '0')}`));
  expect(new Set(acknowledged.map(({ number }) => number)).size, 'each number once').toBe(acknowledged.length);
  const byAgreement = new Map(entries.map((entry) => [entry.agreement, entry]));
  expect(byAgreement.size, 'each agreement once').toBe(entries.length);
  for (const { id, number } of acknowledged) expect(byAgreement.get(id)?.number).toBe(number);

  const half = await host.asOwner(
    `SELECT id, state FROM agreement a WHERE source = 'screen' AND (state = 'signed'
        OR (state = 'registered') <> EXISTS (SELECT 1 FROM ledger_entry l WHERE l.agreement_id = a.id))`,
  );
  expect(half, 'nothing is half registered').toEqual([]);
  const unsigned = await host.asOwner(
    `SELECT 1 FROM agreement a JOIN agreement_party p ON p.agreement_id = a.id
      WHERE a.source = 'screen' AND a.state = 'registered'
        AND (p.signed_sha256 IS DISTINCT FROM a.document_sha256 OR p.signed_at IS NULL)`,
  );
  expect(unsigned, 'nothing is registered that a party has not signed').toEqual([]);
  const [drafts] = await host.asOwner<{ n: number }>(
    `SELECT count(*)::int AS n FROM agreement WHERE source = 'screen'`,
  );
  expect(drafts?.n, 'no draft twice').toBe(drafted);
  for (const { document } of entries) {
    const bytes = readFileSync(join(dir, 'files', 'agreements', document.slice(0, 2), document));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(document);
  }

  const file = join(dir, 'ledger.ndjson');
  await run(process.execPath, ['apps/api/dist/ledger-export.js', edition.code, file], { cwd: ROOT, env });
  const { stdout } = await run(process.execPath, ['apps/launcher/src/ledger.ts', 'verify', file], { cwd: ROOT });
  expect(stdout).toContain(`holds: ${entries.length} entries of ${edition.code}`);
  return entries.length;
}

async function ledgerOf({ fleet, edition, random }: CrashFixture): Promise<LedgerPage['items']> {
  const client = clientOf(await until('a node that is up', () => fleet.any(random.next)), '');
  const items: LedgerPage['items'] = [];
  for (;;) {
    const page = await client.ask<LedgerPage>('GET', `/api/ledger/${edition.code}?after=${items.length}`);
    items.push(...page.items);
    if (page.items.length === 0) return items;
  }
}
