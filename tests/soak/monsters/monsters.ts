import { openAsBlob, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Problem } from '@everexpo/contracts';
import { expect } from 'vitest';
import { seeded, type Random } from '../../../apps/api/src/demo/generate/random.ts';
import { clientOf, type Answer } from '../../../apps/api/src/testing/clients/client.ts';
import { caseBytes, caseNames } from '../../../apps/api/src/testing/cases/case-files.ts';
import { MONSTERS, writeMonster, type Monster } from '../../../apps/api/src/testing/monsters/index.ts';
import {
  doorOf,
  formOf,
  uploadName,
  uploadsOf,
  type Door,
  type Upload,
} from '../../../apps/api/src/testing/uploads.ts';
import { startInstallation, type Installation } from '../../support/installation/installation.ts';
import type { SoakOptions } from '../soak-run.ts';
import { Clock, type Lap } from './clock.ts';
import { newTempFolder } from '../../support/temp-folder.ts';
import { within } from '../../support/within.ts';

const ASK_EVERY_MS = 50;
/** Of the part in `npm test`, where no time is asserted: whether there are answers shows all the same. */
const ASK_SELDOM_MS = 250;
const LONGEST_GAP_MS = 300;
const MAX_GROWTH_MB = 300;
const CASE_MUTATIONS = 8;
const SMALL_BYTES = 1_000_000;
/** Uploads, beside those with a rule against it, that a part of the run sends a monster to. */
const OTHERS = 2;

type Doors = { upload: Upload; door: Door }[];

interface Fixture {
  host: Installation;
  clock: Clock;
  doors: Doors;
  /** What is wrong, each with its file and upload. */
  wrong: string[];
  longest: { ms: number; what: string };
  /** Of the measures of monsters that only take time, of 1. */
  scale: number;
  /** Resident memory of the API before the first file, and the most since then. */
  megabytes: { before: number; most: number };
  options: SoakOptions;
}

/**
 * The whole run: every file to every upload, with large monsters, and no gap between two answers of the API is
 * longer than 300 ms.
 */
export async function monsters(options: SoakOptions): Promise<void> {
  const { longest } = await feed(options, 1);
  expect(longest.ms, `no answer takes longer than ${LONGEST_GAP_MS} ms: ${longest.what}`).toBeLessThan(LONGEST_GAP_MS);
}

/** A tenth of it: every case to every upload, smaller monsters to those with a rule against them and to some others. */
export async function someMonsters(options: SoakOptions): Promise<void> {
  await feed(options, 0.1);
}

/**
 * In each of `size` rounds every known case (from the second round on with some of its bytes changed) and every monster
 * is sent to every upload that the API describes. Each is answered by what became of it or by a
 * problem that names the rule, everybody else is answered meanwhile, and the API does not grow.
 */
async function feed(options: SoakOptions, scale: number): Promise<Fixture> {
  const { size, seed, log, defer } = options;
  const random = seeded(seed);
  const folder = newTempFolder('monsters');
  defer(() => rmSync(folder, { recursive: true, force: true }));
  const fixture = await createFixture(options, scale);
  for (let round = 1; round <= size; round += 1) {
    for (const name of caseNames()) {
      const path = join(folder, basename(name));
      writeFileSync(path, round === 1 ? caseBytes(name) : mutated(caseBytes(name), random));
      const outcomes = await toUploads(fixture, fixture.doors, path);
      expect(outcomes, `what became of ${name}, upload by upload`).toHaveLength(fixture.doors.length);
    }
    for (const monster of MONSTERS) {
      const path = await writeMonster(folder, monster, random, scale);
      await fixture.clock.lap();
      await toUploads(fixture, doorsFor(fixture, random, monster), path, monster);
      rmSync(path);
    }
    log(`${round} of ${size} rounds; ${lineOf(fixture)}`);
  }
  expect(fixture.wrong).toEqual([]);
  const { before, most } = fixture.megabytes;
  expect(most - before, 'growth of the API in MB').toBeLessThan(MAX_GROWTH_MB);
  return fixture;
}

async function createFixture(options: SoakOptions, scale: number): Promise<Fixture> {
  const { defer } = options;
  const host = await startInstallation({ services: await options.services() });
  defer(() => host.stop());
  const uploads = await uploadsOf(clientOf(host.url, ''));
  // Fewer would mean that the description is read in a wrong way.
  expect(uploads.length).toBeGreaterThan(5);
  const doors: Doors = [];
  for (const upload of uploads) doors.push({ upload, door: await doorOf(host, upload) });
  const clock = new Clock({
    url: host.url,
    paths: ['/healthz', '/api/home'],
    everyMs: scale < 1 ? ASK_SELDOM_MS : ASK_EVERY_MS,
    pid: host.apiPid(),
  });
  defer(() => clock.stop());
  const { megabytes } = await clock.lap();
  const memory = { before: megabytes, most: megabytes };
  return { host, clock, doors, wrong: [], longest: { ms: 0, what: '' }, scale, megabytes: memory, options };
}

/** All of them; in a part of the run those that must refuse the monster, and others as the seed says. */
function doorsFor({ doors, scale }: Fixture, random: Random, monster: Monster): Doors {
  if (scale === 1) return doors;
  const due = doors.filter(({ upload }) => ruleAgainst(monster, upload));
  const others = doors.filter((one) => !due.includes(one));
  while (others.length > OTHERS) others.splice(random.int(0, others.length - 1), 1);
  return [...due, ...others];
}

const ruleAgainst = (monster: Monster | undefined, { path, field }: Upload) =>
  monster?.refused?.find((one) => one.path.test(`${path} ${field}`));

/** What became of the file at each of these uploads. */
async function toUploads(fixture: Fixture, doors: Doors, path: string, monster?: Monster): Promise<string[]> {
  const from = performance.now();
  const file = basename(path);
  let longest = 0;
  const outcomes: string[] = [];
  // Small files go everywhere at once; of large ones each alone, or their bytes would be taken for growth.
  const groups = statSync(path).size > SMALL_BYTES ? doors.map((one) => [one]) : [doors];
  for (const group of groups) {
    const answers = await Promise.all(group.map(({ upload, door }) => send(upload, door, path)));
    const lap = await fixture.clock.lap();
    note(fixture, group.length === 1 ? `${file} to ${uploadName(group[0]?.upload as Upload)}` : file, lap);
    longest = Math.max(longest, lap.longestMs);
    for (const [index, answer] of answers.entries()) {
      const { upload } = group[index] as Doors[number];
      const fault = answer instanceof Error ? `no answer: ${answer.message}` : faultOf(answer, upload, monster);
      if (fault) fixture.wrong.push(`${file} to ${uploadName(upload)}: ${fault}`);
      outcomes.push(answer instanceof Error ? 'none' : outcomeOf(answer));
    }
  }
  const took = `${Math.round(performance.now() - from)} ms, others waited up to ${Math.round(longest)} ms`;
  fixture.options.log(`${file}: ${outcomes.join(', ')}; ${took}`);
  return outcomes;
}

async function send(upload: Upload, door: Door, path: string): Promise<Answer<Problem> | Error> {
  try {
    const form = await formOf(upload, door, await openAsBlob(path), basename(path));
    const answer =
      upload.method === 'POST'
        ? door.client.create<Problem>(door.path, form)
        : door.client.send<Problem>(upload.method, door.path, form);
    return await within(`an answer of ${uploadName(upload)} to ${basename(path)}`, answer);
  } catch (error) {
    return new Error(String((error as Error).cause ?? error));
  }
}

function note(fixture: Fixture, what: string, { longestMs, longestPath, failures, megabytes }: Lap): void {
  if (longestMs > fixture.longest.ms) fixture.longest = { ms: longestMs, what: `${longestPath} beside ${what}` };
  fixture.megabytes.most = Math.max(fixture.megabytes.most, megabytes);
  for (const failure of new Set(failures)) fixture.wrong.push(`${failure} beside ${what}`);
}

/** Why an answer is not what may come of a file, or null: it says what became of it, or by which rule it is refused. */
function faultOf({ status, headers, body }: Answer<Problem>, upload: Upload, monster?: Monster): string | null {
  const due = ruleAgainst(monster, upload);
  if (status < 300) return due ? `${status}, and not refused by ${due.rule}` : null;
  const said = `${status} ${JSON.stringify(body)}`;
  if (status >= 500 || !headers.get('content-type')?.includes('application/problem+json')) return said;
  const rules = (body.errors ?? []).map(({ rule }) => rule);
  if (rules.length === 0 || rules.includes('')) return `names no rule: ${said}`;
  return due && !rules.some((rule) => due.rule.test(rule)) ? `not refused by ${due.rule}: ${said}` : null;
}

const outcomeOf = ({ status, body }: Answer<Problem>): string =>
  [status, body.errors?.[0]?.rule ?? body.code].filter(Boolean).join(' ');

function lineOf({ longest, megabytes: { before, most } }: Fixture): string {
  return `longest wait ${Math.round(longest.ms)} ms (${longest.what}), API grown by ${Math.round(most - before)} MB`;
}

/** With some of its bytes changed. */
function mutated(bytes: Buffer, random: Random): Buffer {
  const changed = Buffer.from(bytes);
  for (let count = 0; count < CASE_MUTATIONS; count += 1)
    changed[random.int(0, changed.length - 1)] = random.int(0, 255);
  return changed;
}
