import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { DeskEntry, Problem } from '@everexpo/contracts';
import { expect } from 'vitest';
import { anEdition, aPerson, paperForm, paperUpload, type Client } from '../../apps/api/src/testing/builders/index.ts';
import { killTree } from '../support/installation/kill-tree.ts';
import { hostOf } from '../support/installation/launched.ts';
import {
  killApi,
  killLiveKit,
  killPostgres,
  stopPostgres,
  type ProcessFault,
} from '../support/faults/process-faults.ts';
import { newDataDir, removeDataDir, startEverexpo, type RunningStack } from '../support/installation/stack.ts';
import { until } from '../support/until.ts';
import type { SoakOptions } from './soak-run.ts';
import { shuffled } from './shuffled.ts';

const CLERKS = 4;
const AGAIN_MS = 250;
const FAULTS: [what: string, take: ProcessFault, seconds: number][] = [
  ['PostgreSQL stands still', stopPostgres, 30],
  ['PostgreSQL is killed', killPostgres, 5],
  ['the API is killed', killApi, 3],
  ['LiveKit is killed', killLiveKit, 3],
];
/** What may be answered to a paper while one is away, beside that it is logged. */
const EXCUSES = ['database_unavailable', 'database_busy'];

interface Fixture {
  stack: RunningStack;
  /** Titles of papers that were acknowledged. */
  acknowledged: string[];
  /** Answers that are neither success nor excuse. */
  wrong: string[];
}

/**
 * In each of `size` rounds each managed process of a running `npm start` is taken away alone, while clerks log papers:
 * PostgreSQL stands still for 30 s, then it, the API and LiveKit are killed, in an order that the seed decides. Every
 * answer is a success or says what is away, all come back by themselves, and every paper is there once. The command is
 * called `parts`, as `npm start` and docs/operations.md call them to people.
 */
export async function parts({ size, seed, log, defer }: SoakOptions): Promise<void> {
  const dataDir = newDataDir();
  defer(() => {
    killTree(dataDir);
    removeDataDir(dataDir);
  });
  const stack = await startEverexpo(dataDir);
  const host = hostOf(stack);
  await anEdition(host).withSession({ pitches: 1 }).current().build();
  const clerks = await Promise.all(Array.from({ length: CLERKS }, () => aPerson(host, { roles: ['staff'] })));
  const fixture: Fixture = { stack, acknowledged: [], wrong: [] };
  const over = new AbortController();
  defer(() => over.abort());
  const work = Promise.all(clerks.map(({ client }, at) => logPapers(fixture, client, at + 1, over.signal)));
  for (let round = 1; round <= size; round += 1) {
    for (const [what, take, seconds] of shuffled(FAULTS, seed + round)) await oneFault(fixture, take, seconds, what);
    log(`${round} of ${size} rounds: ${fixture.acknowledged.length} papers`);
  }
  over.abort();
  await work;
  expect(fixture.wrong).toEqual([]);
  const rows = await host.asOwner<{ title: string }>(`SELECT title FROM agreement WHERE title LIKE '停机时的协议%'`);
  expect(rows.map(({ title }) => title).sort(), 'each paper once').toEqual(fixture.acknowledged.sort());
  log(`${rows.length} papers, each acknowledged and there once`);
}

async function oneFault(
  { stack, acknowledged }: Fixture,
  take: ProcessFault,
  seconds: number,
  what: string,
): Promise<void> {
  const bringBack = take(stack);
  try {
    // It is the length of the outage that is tried.
    await delay(seconds * 1_000);
    expect(stack.launcher.exitCode, what).toBeNull();
  } finally {
    bringBack();
  }
  const evidence = () => stack.output();
  await until(`/readyz answers 200 after ${what}`, async () => (await fetch(`${stack.url}/readyz`)).ok, { evidence });
  const known = acknowledged.length;
  await until(`papers are logged again after ${what}`, () => acknowledged.length >= known + CLERKS, { evidence });
}

/** Logs paper after paper; one without an answer, or with an excuse, is sent again under its key. */
async function logPapers(fixture: Fixture, client: Client, clerk: number, over: AbortSignal): Promise<void> {
  for (let paper = 1; !over.aborted; paper += 1) {
    const title = `停机时的协议 ${clerk}-${paper}`;
    const form = paperForm({ title, amountFen: (clerk * 1_000_000 + paper) * 100, partyA: `成都第${clerk}研究所` });
    const key = randomUUID();
    const upload = paperUpload(form);
    for (;;) {
      const answer = await client.create<DeskEntry & Problem>('/api/agreements/paper', upload, key).catch(() => null);
      if (answer?.status === 201) {
        fixture.acknowledged.push(title);
        break;
      }
      const excused = answer === null || (answer.status === 503 && EXCUSES.includes(answer.body.code));
      if (!excused) return void fixture.wrong.push(`${title}: ${answer.status} ${JSON.stringify(answer.body)}`);
      await delay(AGAIN_MS);
    }
    await delay(AGAIN_MS);
  }
}
