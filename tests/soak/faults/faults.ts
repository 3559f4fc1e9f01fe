import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ack, Stage } from '@everexpo/contracts';
import { expect } from 'vitest';
import type { Random } from '../../../apps/api/src/demo/generate/random.ts';
import { aLiveSession, aPerson, type Host } from '../../../apps/api/src/testing/builders/index.ts';
import type { ApiFleet } from '../../support/installation/api-fleet.ts';
import { until } from '../../support/until.ts';
import { WatchingPage } from '../../support/pages/watching-page.ts';
import type { SoakOptions } from '../soak-run.ts';
import { startCutNodes, type CutNodes } from '../nodes/cut-nodes.ts';
import { streamsOf } from '../streams.ts';

const SPEAKERS = 4;
const THINK_MS = 50;
const ANSWER_MS = 3_000;
const AGAIN_MS = 100;

/** With few rounds, few pages and short absences. */
const sizeOf = (rounds: number) => (rounds < 5 ? { watching: 8, missed: 20 } : { watching: 20, missed: 200 });

interface Fixture extends CutNodes {
  /** For who does harm: which page is away. */
  random: Random;
  /** A generator for each page, which all reach for a node at the same time. */
  openStream(): Random;
  sessionId: string;
  /** They only watch. */
  pages: WatchingPage[];
  /** Ids of the lines that were acknowledged. */
  acknowledged: string[];
  /** Messages that must have come before a fault ends. */
  missed: number;
}

/**
 * People talk in a session on two API nodes while, in each of `size` rounds, a page is away, nodes are killed and Redis
 * is cut: no page misses a message or takes one twice, and each line that was acknowledged is there once.
 */
export async function faults(options: SoakOptions): Promise<void> {
  const { size, seed, log, defer } = options;
  const openStream = streamsOf(seed);
  const { watching, missed } = sizeOf(size);
  const nodes = await startCutNodes(options, { random: openStream().next });
  const { host } = nodes;
  const { session, organizer } = await aLiveSession(host, { pitches: 1 });
  const sessionId = session.id;
  await organizer.client.ask('PUT', `/api/sessions/${sessionId}/stage/audience`, { slowSeconds: 0 });
  const speakers = await Promise.all(Array.from({ length: SPEAKERS }, () => aPerson(host)));
  const fixture: Fixture = {
    ...nodes,
    random: openStream(),
    openStream,
    sessionId,
    pages: [],
    acknowledged: [],
    missed,
  };
  const seats = Array.from({ length: watching });
  const watchers = await Promise.all(seats.map(() => aPerson(host)));
  fixture.pages = await Promise.all(watchers.map(({ cookie }) => openPage(fixture, cookie, defer)));
  const first = fixture.pages.map(({ head }) => head);

  const over = new AbortController();
  defer(() => over.abort());
  const voices = await Promise.all(speakers.map(({ cookie }) => openPage(fixture, cookie, defer)));
  const talk = Promise.all(voices.map((page) => speak(fixture, page, over.signal)));
  for (let round = 1; round <= size; round += 1) {
    await oneRound(fixture);
    log(`${round} of ${size} rounds: ${await headOf(fixture)} messages, ${nodes.fleet.kills} nodes killed`);
  }
  over.abort();
  await talk;
  const last = await headOf(fixture);
  await untilCaughtUp(fixture, fixture.pages, last);
  await expectWhole(fixture, first, last);
  const lines = fixture.acknowledged.length;
  log(`${watching} pages, ${last} messages, ${lines} lines acknowledged: none missed, none doubled`);
}

/** A page is away while a node is killed and Redis is cut, and comes back while another node is killed. */
async function oneRound(fixture: Fixture): Promise<void> {
  const { random, pages, fleet, redis } = fixture;
  const away = random.pick(pages);
  const others = pages.filter((page) => page !== away);
  const left = await headOf(fixture);
  away.goOffline();
  await killOne(fleet);
  await untilHead(fixture, left + fixture.missed);
  redis.pause();
  try {
    const cut = await headOf(fixture);
    await untilHead(fixture, cut + fixture.missed);
    // Each node reads the log itself: pages go on getting it while the nodes cannot talk to each other.
    await untilCaughtUp(fixture, others, cut + fixture.missed);
  } finally {
    redis.resume();
  }
  await killOne(fleet);
  expect(away.head, 'the page that is away has received nothing').toBeLessThanOrEqual(left + fixture.missed);
  await away.goOnline();
  await untilCaughtUp(fixture, pages, await headOf(fixture));
}

const killOne = (fleet: ApiFleet) => until('a second node is up to take over', () => fleet.killOne());

async function openPage(fixture: Fixture, cookie: string, defer: SoakOptions['defer']): Promise<WatchingPage> {
  const { fleet, sessionId } = fixture;
  const random = fixture.openStream();
  const page = new WatchingPage({ sessionId, cookie, server: () => fleet.urls[random.int(0, fleet.urls.length - 1)] });
  defer(() => page.goOffline());
  await page.open((await (await fetch(`${fleet.any(random.next)}/api/sessions/${sessionId}/stage`)).json()) as Stage);
  return page;
}

/** Says line after line; one without an answer is said again under its own id, wherever a node is up. */
async function speak({ sessionId, acknowledged }: Fixture, page: WatchingPage, over: AbortSignal): Promise<void> {
  for (let line = 1; !over.aborted; line += 1) {
    const id = randomUUID();
    const wanted = { sessionId, id, body: `第 ${line} 句` };
    for (let answered = false; !answered && !over.aborted;) {
      const reply = await page.socket
        ?.timeout(ANSWER_MS)
        .emitWithAck('chat:send', wanted)
        .catch(() => null);
      answered = (reply as Ack<unknown> | null | undefined)?.ok === true;
      if (answered) acknowledged.push(id);
      else await delay(AGAIN_MS);
    }
    await delay(THINK_MS);
  }
}

async function headOf({ host, sessionId }: { host: Host; sessionId: string }): Promise<number> {
  const sql = `SELECT last_seq AS seq FROM stage WHERE session_id = $1`;
  return (await host.asOwner<{ seq: number }>(sql, [sessionId]))[0]?.seq ?? 0;
}

const untilHead = (fixture: Fixture, head: number) =>
  until(`message ${head} of the session`, async () => (await headOf(fixture)) >= head);

function untilCaughtUp({ fleet }: Fixture, pages: WatchingPage[], head: number): Promise<unknown> {
  const evidence = () => `heads of the pages: ${pages.map((page) => page.head).join(', ')}`;
  const caughtUp = () => {
    fleet.check();
    return pages.every((page) => page.head >= head);
  };
  return until(`every page has message ${head}`, caughtUp, { evidence });
}

async function expectWhole({ host, sessionId, pages, acknowledged }: Fixture, first: number[], last: number) {
  const sql = `SELECT seq FROM live_message WHERE session_id = $1 ORDER BY seq`;
  const log = await host.asOwner<{ seq: number }>(sql, [sessionId]);
  const whole = Array.from({ length: last }, (_, index) => index + 1);
  expect(
    log.map(({ seq }) => seq),
    'the log has no gap',
  ).toEqual(whole);
  for (const [index, page] of pages.entries()) {
    const from = first[index] ?? 0;
    const expected = Array.from({ length: last - from }, (_, at) => from + at + 1);
    expect(page.taken, 'each message once and in order').toEqual(expected);
    expect(page.resets).toBe(0);
    const times = new Map<string, number>();
    for (const id of page.chatIds) times.set(id, (times.get(id) ?? 0) + 1);
    expect(
      [...times.values()].filter((count) => count !== 1),
      'lines that are there twice',
    ).toEqual([]);
    expect(
      acknowledged.filter((id) => !times.has(id)),
      'acknowledged lines that are missing',
    ).toEqual([]);
  }
}
