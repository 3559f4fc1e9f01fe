import type { DeskEntry, LedgerPage } from '@everexpo/contracts';
import { verifyChain } from '@everexpo/ledger';
import pg from 'pg';
import { readSettings } from '../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../apps/launcher/src/with-database.ts';
import { logPaper, numberedPaper, verifyPaper } from '../support/agreements.ts';
import { api, sessionCookie, signedIn } from '../support/http.ts';
import { newDataDir, removeDataDir, startEverexpo } from '../support/stack.ts';
import { quantile, type BenchLine } from './measure.ts';

const REGISTRATIONS = 820;
const STAFF = 40;

/**
 * 820 paper agreements logged by 40 members of staff at once, each with its scan, then verified by 40 others: number,
 * chain entry, signed checkpoint, history and audit row. Against as many bare INSERTs of one row a transaction from as
 * many connections.
 */
export async function* ledger(): AsyncGenerator<BenchLine> {
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir);
  try {
    const bare = await withDatabase(readSettings({ DATA_DIR: dataDir, PORT: String(stack.port) }), bareInserts);
    const [cookie, staff2] = [await sessionCookie(stack.url, 'staff'), await signedIn(stack.url, 'staff2')];
    const papers: DeskEntry[] = [];
    const logged = await inParallel(
      async (turn) => void papers.push(await logPaper(stack.url, cookie, numberedPaper(turn))),
    );
    const ours = await inParallel((turn) => verifyPaper(staff2, papers[turn] as DeskEntry));
    const code = (await api<{ edition: { code: string } }>(stack.url, 'GET', '/api/home')).edition.code;
    const entries: unknown[] = [];
    for (let after = 0; ;) {
      const { items } = await api<LedgerPage>(stack.url, 'GET', `/api/ledger/${code}?after=${after}&limit=500`);
      if (items.length === 0) break;
      entries.push(...items);
      after += items.length;
    }
    const verdict = await verifyChain(entries);
    const gapless = verdict.holds && verdict.entries === REGISTRATIONS ? 1 : 0;
    yield {
      bench: 'ledger',
      metric: 'registrations_per_second',
      value: ours.perSecond,
      unit: '1/s',
      baseline: `bare INSERT, ${Math.round(bare.perSecond)}/s`,
      ratio: ours.perSecond / bare.perSecond,
    };
    yield {
      bench: 'ledger',
      metric: 'papers_logged_per_second',
      value: logged.perSecond,
      unit: '1/s',
      baseline: `bare INSERT, ${Math.round(bare.perSecond)}/s`,
      ratio: logged.perSecond / bare.perSecond,
    };
    yield {
      bench: 'ledger',
      metric: 'registration_p99',
      value: quantile(ours.milliseconds, 0.99),
      unit: 'ms',
      baseline: 'goal 1,000 ms',
      ratio: quantile(ours.milliseconds, 0.99) / 1_000,
    };
    yield {
      bench: 'ledger',
      metric: 'gapless_and_chained',
      value: gapless,
      unit: `1 when all ${REGISTRATIONS} are`,
      baseline: 'goal 1',
      ratio: gapless,
    };
  } finally {
    await stack.stop();
    removeDataDir(dataDir);
  }
}

interface Measured {
  perSecond: number;
  milliseconds: number[];
}

/** Runs all turns, `STAFF` at a time. */
async function inParallel(run: (turn: number) => Promise<unknown>): Promise<Measured> {
  const milliseconds: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: STAFF }, async () => {
      for (let turn = next++; turn < REGISTRATIONS; turn = next++) {
        const sentAt = performance.now();
        await run(turn);
        milliseconds.push(performance.now() - sentAt);
      }
    }),
  );
  return { perSecond: REGISTRATIONS / ((performance.now() - startedAt) / 1000), milliseconds };
}

async function bareInserts(url: string): Promise<Measured> {
  const pool = new pg.Pool({ connectionString: url, max: STAFF });
  try {
    await pool.query('CREATE TABLE bench_bare (id serial PRIMARY KEY, body text NOT NULL)');
    return await inParallel((turn) =>
      pool.query('INSERT INTO bench_bare (body) VALUES ($1)', [`agreement ${turn} ${'x'.repeat(400)}`]),
    );
  } finally {
    await pool.query('DROP TABLE IF EXISTS bench_bare');
    await pool.end();
  }
}
