import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { aLiveSession, aMeeting, aPerson, aSession, type Person } from '../../apps/api/src/testing/builders/index.ts';
import { launchBrowser, openPage, openTab } from '../support/browser/browser.ts';
import { startInstallation, type Installation } from '../support/installation/installation.ts';
import { joinsOf } from '../support/live/media-joins.ts';
import { identityOf } from '../support/live/stage.ts';
import { until } from '../support/until.ts';
import type { SoakOptions } from './soak-run.ts';

/** How often the media server's record is read. */
const LOOK_MS = 500;
const CAMERA = '打开摄像头和麦克风';
const ENTER = '打开摄像头进入';

/** A place that one page at a time has, and who opens it twice. */
interface Place {
  kind: string;
  person: Person;
  path: string;
  /** The button that turns the camera on; none where the page enters by itself. */
  enter?: string;
  room: string;
  identity: string;
}

/** Such a place with both of its tabs open. */
interface OpenPlace extends Place {
  tabs: Page[];
}

/**
 * A presenter on stage, a party of a negotiation and a hall's page are each opened in two tabs of one browser, which
 * are watched for `size` seconds: the second has taken over, and neither comes back by itself.
 */
export async function tabs({ size, log, defer, services }: SoakOptions): Promise<void> {
  const host = await startInstallation({ services: await services() });
  defer(() => host.stop());
  const browser = await launchBrowser();
  defer(() => browser.close());
  const places: OpenPlace[] = [];
  for (const place of [await aStage(host), await aNegotiation(host, browser), await aHall(host)])
    places.push(await openTwice(host, browser, place));
  log(`two tabs of each are open, watched for ${size} s`);

  const end = performance.now() + size * 1_000;
  for (;;) {
    for (const place of places) expect(await takeOversOf(host, place), `take-overs: ${place.kind}`).toBe(1);
    if (performance.now() > end) break;
    // It is the length of the watch that is tried.
    await delay(LOOK_MS);
  }
  for (const place of places) {
    const thrownOut = await Promise.all(place.tabs.map((tab) => tab.evaluate(timesElsewhere)));
    log(
      `${place.kind}: ${await takeOversOf(host, place)} take-over in ${size} s; thrown out ${thrownOut.join(' and ')}`,
    );
    expect(thrownOut, `the first tab once, the second never: ${place.kind}`).toEqual([1, 0]);
  }
}

/** By the media server's record: everybody who came in after the first took over from somebody. */
const takeOversOf = async (host: Installation, { room, identity }: Place) => (await joinsOf(host, room, identity)) - 1;

async function aStage(host: Installation): Promise<Place> {
  const person = await aPerson(host, { roles: ['owner'] });
  const { session } = await aLiveSession(host, { owners: [person] });
  return {
    kind: 'a presenter on stage',
    person,
    path: `/sessions/${session.id}`,
    enter: CAMERA,
    room: `stage-${session.id}`,
    identity: identityOf(person),
  };
}

/** With the other side in the room. */
async function aNegotiation(host: Installation, browser: Browser): Promise<Place> {
  const { owner, investor, meeting } = await aMeeting(host);
  const path = `/negotiations/${meeting.id}`;
  const other = await openPage(browser, host.url, owner);
  await other.goto(path);
  await other.getByRole('button', { name: ENTER }).click();
  return {
    kind: 'a party of a negotiation',
    person: investor,
    path,
    enter: ENTER,
    room: `meeting-${meeting.id}-0`,
    identity: `party-${investor.id}`,
  };
}

async function aHall(host: Installation): Promise<Place> {
  const { session } = await aSession(host);
  return {
    kind: "a hall's page",
    person: await aPerson(host, { roles: ['staff'] }),
    path: `/sessions/${session.id}/hall`,
    room: `stage-${session.id}`,
    identity: `hall-${session.id}`,
  };
}

/** One tab after the other, until the second has taken over and the first says so. */
async function openTwice(host: Installation, browser: Browser, place: Place): Promise<OpenPlace> {
  const first = await openPage(browser, host.url, place.person);
  await first.addInitScript(countElsewhere);
  const second = await openTab(first);
  await second.addInitScript(countElsewhere);
  const open: OpenPlace = { ...place, tabs: [first, second] };
  for (const [at, tab] of open.tabs.entries()) {
    await tab.goto(place.path);
    if (place.enter) await tab.getByRole('button', { name: place.enter }).click();
    await until(`${place.kind} is in from tab ${at + 1}`, async () => (await takeOversOf(host, place)) >= at, {
      evidence: () => host.apiTail(),
    });
  }
  await first.locator('[data-elsewhere]').waitFor();
  return open;
}

/** Counts how often the page says that it was gone on with elsewhere. */
function countElsewhere(): void {
  const counted = { times: 0 };
  Object.assign(window, { elsewhere: counted });
  let shown = false;
  new MutationObserver(() => {
    const shows = document.querySelector('[data-elsewhere]') !== null;
    if (shows && !shown) counted.times += 1;
    shown = shows;
  }).observe(document, { subtree: true, childList: true });
}

const timesElsewhere = (): number => (window as unknown as { elsewhere: { times: number } }).elsewhere.times;
