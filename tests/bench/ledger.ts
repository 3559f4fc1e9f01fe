import type { DeskEntry, Home } from '@everexpo/contracts';
import { verifyChain } from '@everexpo/ledger';
import pg from 'pg';
import { demoPerson, paperUpload, unlikePaperForm, type Client } from '../../apps/api/src/testing/builders/index.ts';
import { createWhenFree } from '../../apps/api/src/testing/clients/client.ts';
import { readSettings } from '../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../apps/launcher/src/data/with-database.ts';
import { wholeLedger } from '../soak/races/register-at-once.ts';
import { hostOf } from '../support/installation/launched.ts';
import { newDataDir, removeDataDir, startEverexpo } from '../support/installation/stack.ts';
import { quantile, type BenchLine } from './support/measure.ts';

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
    const host = hostOf(stack);
    const [{ client: staff }, { client: colleague }] = [
      await demoPerson(host, 'staff'),
      await demoPerson(host, 'staff2'),
    ];
    const papers: DeskEntry[] = [];
    const logged = await inParallel(async () => void papers.push(await logPaper(staff)));
    const ours = await inParallel((turn) => {
      const { id, version } = papers[turn] as DeskEntry;
      return colleague.ask('POST', `/api/agreements/paper/${id}/verify`, { version });
    });
    const { edition } = await staff.ask<Home>('GET', '/api/home');
    const verdict = await verifyChain(await wholeLedger(host, edition?.code ?? ''));
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
      value: quantile(ours.durationsMs, 0.99),
      unit: 'ms',
      baseline: 'goal 1,000 ms',
      ratio: quantile(ours.durationsMs, 0.99) / 1_000,
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

/** Comes again as told while too many scans are being read. @throws Error when the paper is refused */
async function logPaper(staff: Client): Promise<DeskEntry> {
  const path = '/api/agreements/paper';
  const { status, body } = await createWhenFree<DeskEntry>(staff, path, paperUpload(unlikePaperForm()));
  if (status !== 201) throw new Error(`a paper was refused: ${status} ${JSON.stringify(body)}`);
  return body;
}

interface Measured {
  perSecond: number;
  durationsMs: number[];
}

/** Runs all turns, `STAFF` at a time. */
async function inParallel(run: (turn: number) => Promise<unknown>): Promise<Measured> {
  const durationsMs: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: STAFF }, async () => {
      for (let turn = next++; turn < REGISTRATIONS; turn = next++) {
        const sentAt = performance.now();
        await run(turn);
        durationsMs.push(performance.now() - sentAt);
      }
    }),
  );
  return { perSecond: REGISTRATIONS / ((performance.now() - startedAt) / 1000), durationsMs };
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
