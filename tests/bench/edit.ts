import { DataSource } from 'typeorm';
import { demoPerson, type Client } from '../../apps/api/src/testing/builders/index.ts';
import { readPlanningContext } from '../../apps/api/src/expo/timetable/planning-context.ts';
import { toSolverInput } from '../../apps/api/src/expo/timetable/to-solver-input.ts';
import { readSettings } from '../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../apps/launcher/src/data/with-database.ts';
import type { Draft, DraftChange, DraftSession } from '../../libs/contracts/src/index.ts';
import { evaluate, Layout } from '../../libs/timetable/src/index.ts';
import { Random } from '../../libs/timetable/src/search/random.ts';
import { hostOf } from '../support/installation/launched.ts';
import { newDataDir, removeDataDir, startEverexpo } from '../support/installation/stack.ts';
import { quantile, type BenchLine } from './support/measure.ts';
import { workspaceOfSize } from './support/workspace-of-size.ts';

const SIZES = [
  { sessions: 101, rooms: 12, goalMs: 50 },
  { sessions: 808, rooms: 48, goalMs: 150 },
];
const WARM_UP = 20;
const EDITS = 200;
const WHOLE_READS = 20;

/**
 * An edit of the workspace, from request to answer: a session put into another free cell, with the blocking rules
 * looked at under the edition's lock. Against reading the whole workspace and evaluating all of it twice, before and
 * after the move, which is what an edit was made of before evaluations were kept from edit to edit.
 */
export async function* edit(): AsyncGenerator<BenchLine> {
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir);
  try {
    const host = hostOf(stack);
    const { client } = await demoPerson(host, 'organizer');
    for (const { sessions, rooms, goalMs } of SIZES) {
      const editionId = await workspaceOfSize(host, { sessions, rooms });
      const settings = readSettings({ DATA_DIR: dataDir, PORT: String(stack.port) });
      const ours = await timesOfEdits(client, editionId);
      const whole = await withDatabase(settings, (url) => timesOfWholes(url, client, editionId));
      const [p95, wholeP95] = [quantile(ours, 0.95), quantile(whole, 0.95)];
      const metric = (name: string) => `${name}_${sessions}_sessions`;
      const baseline = `the whole read and evaluated twice, ${Math.round(wholeP95)} ms`;
      yield { bench: 'edit', metric: metric('p95'), value: p95, unit: 'ms', baseline, ratio: p95 / wholeP95 };
      const goal = `goal ${goalMs} ms`;
      yield {
        bench: 'edit',
        metric: metric('p95_of_goal'),
        value: p95,
        unit: 'ms',
        baseline: goal,
        ratio: p95 / goalMs,
      };
      const p50 = quantile(ours, 0.5);
      const wholeP50 = quantile(whole, 0.5);
      const half = `the whole read and evaluated twice, ${Math.round(wholeP50)} ms`;
      yield { bench: 'edit', metric: metric('p50'), value: p50, unit: 'ms', baseline: half, ratio: p50 / wholeP50 };
    }
  } finally {
    await stack.stop();
    removeDataDir(dataDir);
  }
}

/** Milliseconds of each edit, one after the other. @throws Error when one is refused */
async function timesOfEdits(client: Client, editionId: string): Promise<number[]> {
  const draft = await client.ask<Draft>('GET', `/api/editions/${editionId}/draft`);
  const random = new Random(1);
  const cells = draft.rooms.flatMap(({ id }) =>
    draft.timeslots.map((slot) => ({ roomId: id, startsAt: slot.startsAt })),
  );
  const keyOf = ({ roomId, startsAt }: Pick<DraftSession, 'roomId' | 'startsAt'>) => `${roomId} ${startsAt}`;
  const taken = new Set(draft.sessions.map(keyOf));
  const free = cells.filter((cell) => !taken.has(keyOf(cell)));
  const sessions = [...draft.sessions];
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + EDITS; turn += 1) {
    const which = random.below(sessions.length);
    const where = random.below(free.length);
    const { id: sessionId, revision, roomId, startsAt } = sessions[which] as DraftSession;
    const placements = [{ sessionId, revision, ...free[where] }];
    const sentAt = performance.now();
    const change = await client.ask<DraftChange>('POST', `/api/editions/${editionId}/draft/placements`, { placements });
    if (turn >= WARM_UP) times.push(performance.now() - sentAt);
    sessions[which] = change.sessions[0] as DraftSession;
    if (roomId && startsAt) free[where] = { roomId, startsAt };
  }
  return times;
}

async function timesOfWholes(url: string, client: Client, editionId: string): Promise<number[]> {
  const database = await new DataSource({ type: 'postgres', url, poolSize: 1 }).initialize();
  const times: number[] = [];
  try {
    for (let turn = 0; turn < WHOLE_READS; turn += 1) {
      const from = performance.now();
      for (let pass = 0; pass < 2; pass += 1) {
        const draft = await client.ask<Draft>('GET', `/api/editions/${editionId}/draft`);
        const { input, timetable } = toSolverInput(draft, await readPlanningContext(database, editionId));
        evaluate(new Layout(input), timetable);
      }
      times.push(performance.now() - from);
    }
    return times;
  } finally {
    await database.destroy();
  }
}
