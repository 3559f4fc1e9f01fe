import type { RaisedHand, StageTicket } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { aPerson, aSession, step, type SessionOptions } from '../../apps/api/src/testing/builders/index.ts';
import { guestCookie } from '../../apps/api/src/testing/clients/client.ts';
import { phone } from '../support/browser/browser.ts';
import { pitchEnd } from '../support/browser/device-clock.ts';
import { useJourney } from '../support/journey.ts';
import { untilPresent } from '../support/live/stage.ts';
import { until } from '../support/until.ts';
import { untilMovingPicture } from '../support/browser/video.ts';

/** More viewers than seats: the room, and the broadcast beside it. */
const JOINS_PER_SECOND = 4;
/** A turn that is so near is given at once. */
const AT_ONCE_MS = 300;
/** All come from this machine's address. */
const SEATS_PER_NETWORK = 100_000;
const journey = useJourney({
  env: {
    RECORDER: 'local',
    JOINS_PER_SECOND: String(JOINS_PER_SECOND),
    SEATS_PER_NETWORK: String(SEATS_PER_NETWORK),
    NETWORK_SHARE: '1',
  },
});

const IN_ROOM = '[data-testid="stage"] [data-identity^="presenter-"] video';
const ON_AIR = 'video[data-broadcast]';

test('presenters learn that the session is recorded before they turn anything on', async () => {
  const { session } = await aSession(journey.host);
  const page = await journey.page(session.pitches[0]?.owner ?? null);
  await page.goto(`/sessions/${session.id}`);
  await page.getByRole('button', { name: '打开摄像头和麦克风' }).waitFor();
  expect(await page.getByText('本场会录制。').isVisible()).toBe(true);
});

test('those who come to a rush come in one after the other, and see their place in the queue come nearer', async () => {
  const { session, organizer } = await aSession(journey.host);
  await organizer.client.ask('PUT', `/api/sessions/${session.id}/stage/audience`, { recorded: false });
  await step(organizer.client, session.id, 'open');
  const others = crowd(session.id);
  const ahead = () => others.bufferSecondsAhead(8);
  const pages = await Promise.all([1, 2, 3].map(() => journey.page(null, { viewport: phone })));
  for (const page of pages) await page.addInitScript(noteWayIn);
  const notedOf = (page: Page) => page.evaluate(() => (window as unknown as Noted).wayIn);
  const dueAt: number[] = [];
  for (const page of pages) {
    // Others keep coming, so that whoever comes now finds a queue, however slow the machine is.
    const queued = until('the page has a place in the queue', async () => {
      await ahead();
      return (await notedOf(page)).places.length > 0;
    });
    await Promise.all([queued, page.goto(`/sessions/${session.id}`)]);
    const identity = await page.evaluate((key) => sessionStorage.getItem(key), `seat ${session.id} guest`);
    dueAt.push((await turnsOf(session.id)).find((turn) => turn.identity === identity)?.at ?? NaN);
  }
  expect(dueAt, 'whoever came first is due first').toEqual(dueAt.toSorted((one, other) => one - other));
  for (const page of pages) await page.getByTestId('stage').waitFor();
  const turns = await turnsOf(session.id);
  const gaps = turns.slice(1).map(({ at }, index) => at - (turns[index]?.at ?? 0));
  expect(Math.min(...gaps), 'one after the other').toBeGreaterThanOrEqual(1_000 / JOINS_PER_SECOND - 1);
  for (const [index, page] of pages.entries()) {
    const { places, inAt } = await notedOf(page);
    expect(places.length, `places seen: ${places.join()}`).toBeGreaterThan(1);
    expect(places, 'it came nearer').toEqual(places.toSorted((one, other) => other - one));
    expect(places.at(-1)).toBeLessThan(places[0] as number);
    expect(inAt, 'nobody comes in before their turn').toBeGreaterThan((dueAt[index] as number) - AT_ONCE_MS);
  }
});

test('20 viewers sit in the room and decode, the 21st watches the broadcast; all see all questions', async () => {
  const SEATS = 20;
  const { session, organizer, path } = await aShow({ pitches: 1 });
  await organizer.client.ask('PUT', `${path}/stage/audience`, { seatLimit: SEATS });
  const others = await journey.lightClients({ sessionId: session.id, viewers: SEATS - 1 });
  const inRoom = await journey.page(await aPerson(journey.host), { viewport: phone });
  await inRoom.goto(`/sessions/${session.id}`);
  await untilMovingPicture(inRoom, IN_ROOM);
  const late = await journey.page(await aPerson(journey.host));
  await late.goto(`/sessions/${session.id}`);
  await late.getByText('会场席位已满').waitFor();
  await untilMovingPicture(late, ON_AIR);
  expect(await inRoom.locator(ON_AIR).count()).toBe(0);
  const seen = async () => (await others.look()).viewers;
  expect((await seen()).map(({ seat }) => seat)).toEqual(Array.from({ length: SEATS - 1 }, () => 'viewer'));
  const framesOf = (viewer: { frames: Record<string, number> }) =>
    Object.values(viewer.frames).reduce((sum, frames) => sum + frames, 0);
  const before = (await seen()).map(framesOf);
  await until(
    'every viewer decodes',
    async () => {
      return (await seen()).every((viewer, index) => framesOf(viewer) > (before[index] ?? 0) + 3);
    },
    { evidence: async () => JSON.stringify((await seen()).map(framesOf)) },
  );
  for (const page of [inRoom, late]) await page.getByText('本场正在录制').waitFor();
  expect((await seen()).map(({ recording }) => recording)).not.toContain(false);

  for (const page of [inRoom, late]) await page.getByRole('tab', { name: '提问' }).click();
  for (const [page, body] of [
    [inRoom, '会场里的提问：量产良率如何？'],
    [late, '广播里的提问：何时供货？'],
  ] as const) {
    await page.getByLabel('提一个问题').fill(body);
    await page.getByRole('button', { name: '提交' }).click();
    for (const screen of [inRoom, late]) await untilQuestionShown(screen, body);
    await until(`all have the question ${body}`, async () =>
      (await seen()).every(({ questions }) => questions.includes(body)),
    );
  }
});

test('order and timer of the broadcast keep to its picture; a raised hand leads back into the room', async () => {
  const { session, organizer, path } = await aShow({ pitches: 2 });
  await organizer.client.ask('PUT', `${path}/stage/audience`, { seatLimit: 1 });
  const inRoom = await journey.page(null, { viewport: phone });
  const late = await journey.page(await aPerson(journey.host));
  for (const page of [inRoom, late]) await page.addInitScript(noteSecondPitch);
  await inRoom.goto(`/sessions/${session.id}`);
  await untilMovingPicture(inRoom, IN_ROOM);
  await late.goto(`/sessions/${session.id}`);
  await untilMovingPicture(late, ON_AIR);
  for (const page of [inRoom, late])
    await page
      .getByText(/第 1 个，共 \d+ 个/)
      .first()
      .waitFor();
  const [end, endBehind] = [await pitchEnd(inRoom), await pitchEnd(late)];
  expect(endBehind, 'the broadcast is behind').toBeGreaterThan(end);
  console.log(`the broadcast is ${Math.round(endBehind - end)} ms behind`);

  await step(organizer.client, session.id, 'next');
  for (const page of [inRoom, late])
    await page
      .getByText(/第 2 个，共 \d+ 个/)
      .first()
      .waitFor();
  const [first, second] = await Promise.all(
    [inRoom, late].map((page) => page.evaluate(() => (window as unknown as Noted).secondPitchAt)),
  );
  expect(second, 'the picture still showed the first pitch').toBeGreaterThan(first as number);
  await untilMovingPicture(late, ON_AIR);

  await late.getByRole('button', { name: '举手发言' }).click();
  await untilMovingPicture(late, IN_ROOM);
  const hands = await organizer.client.ask<RaisedHand[]>('GET', `${path}/stage/hands`);
  expect(hands).toHaveLength(1);
});

test("the page that LiveKit's Egress would record shows the stage and says when it is ready", async () => {
  const { session, organizer, path } = await aShow({ pitches: 1 }, { recorded: false });
  const { url, token } = await organizer.client.ask<StageTicket>('POST', `${path}/stage/ticket`, {});
  const page = await journey.page(null);
  const ready = page.waitForEvent('console', (message) => message.text() === 'START_RECORDING');
  await page.goto(`/record/${session.id}?layout=speaker&url=${encodeURIComponent(url)}&token=${token}`);
  await ready;
  await untilMovingPicture(page, 'figure[data-identity^="presenter-"] video');
});

/** Guests who take tickets and never come: as many as keep a queue of so many seconds. */
function crowd(sessionId: string) {
  const from = performance.now();
  let count = 0;
  return {
    async bufferSecondsAhead(seconds: number): Promise<void> {
      const wanted = JOINS_PER_SECOND * ((performance.now() - from) / 1_000 + seconds);
      const missing = Math.max(0, Math.ceil(wanted - count));
      count += missing;
      const ticket = `${journey.host.url}/api/sessions/${sessionId}/stage/ticket`;
      const answers = await Promise.all(
        Array.from({ length: missing }, async () =>
          fetch(ticket, { method: 'POST', headers: { cookie: await guestCookie(journey.host.url) } }),
        ),
      );
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    },
  };
}

/** Who may come in when, in milliseconds of the Unix epoch, the first turn first. */
const turnsOf = (sessionId: string) =>
  journey.host.asOwner<{ identity: string; at: number }>(
    `SELECT identity, extract(epoch FROM admit_at)::float8 * 1000 AS at FROM stage_seat
      WHERE session_id = $1 AND NOT reserved ORDER BY admit_at`,
    [sessionId],
  );

/** A live session whose first presenter, a light client, is on stage. */
async function aShow(options: SessionOptions, { recorded = true } = {}) {
  const { host } = journey;
  const fixture = await aSession(host, options);
  const { session, organizer } = fixture;
  const path = `/api/sessions/${session.id}`;
  const record = (on: boolean) => organizer.client.ask('PUT', `${path}/stage/audience`, { recorded: on });
  await record(recorded);
  // What is recorded after its test would cost the tests that follow a recorder each.
  onTestFinished(() => record(false).then(() => undefined));
  const presenters = session.pitches.map(({ owner }) => owner);
  await journey.lightClients({ sessionId: session.id, presenters });
  await untilPresent(organizer.client, session.id, presenters.length);
  await step(organizer.client, session.id, 'open');
  await step(organizer.client, session.id, 'next');
  return { ...fixture, path };
}

/** What scripts in the page write down, for what is there for a moment only. */
interface Noted {
  wayIn: {
    places: number[];
    /** When the stage was there, in milliseconds of the Unix epoch. */
    inAt: number | null;
  };
  /** Milliseconds of the Unix epoch. */
  secondPitchAt: number | null;
}

function noteWayIn(): void {
  const wayIn: Noted['wayIn'] = { places: [], inAt: null };
  (window as unknown as Noted).wayIn = wayIn;
  new MutationObserver(() => {
    const place = Number(document.querySelector('[data-queue-place]')?.getAttribute('data-queue-place'));
    if (place && wayIn.places.at(-1) !== place) wayIn.places.push(place);
    if (document.querySelector('[data-testid="stage"]')) wayIn.inAt ??= performance.timeOrigin + performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}

function noteSecondPitch(): void {
  const noted = window as unknown as Noted;
  noted.secondPitchAt = null;
  new MutationObserver(() => {
    const isOn = /第 2 个，共 \d+ 个/.test(document.body?.textContent ?? '');
    if (isOn) noted.secondPitchAt ??= performance.timeOrigin + performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** A list that is read from the top does not move under the reader: what is new waits behind a button. */
async function untilQuestionShown(page: Page, body: string): Promise<void> {
  const question = page.getByRole('listitem').getByText(body);
  await until(`the question ${body} is shown`, async () => {
    const more = page.getByRole('button', { name: /条新提问/ });
    if (await more.isVisible()) await more.click();
    return question.isVisible();
  });
}
