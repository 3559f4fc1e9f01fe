import { RoomServiceClient } from 'livekit-server-sdk';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { aLiveSession, aMeeting, aPerson, aSession } from '../../apps/api/src/testing/builders/index.ts';
import { useJourney } from '../support/journey.ts';
import { joinsOf } from '../support/live/media-joins.ts';
import { presentersOf } from '../support/live/stage.ts';
import { until } from '../support/until.ts';
import { untilMovingPicture } from '../support/browser/video.ts';

interface Place {
  /** In the media room. */
  room: string;
  identity: string;
  /** Opens it on a page as somebody does. */
  open(page: Page): Promise<void>;
}

/**
 * One person, or one hall, with the same place open in two pages: one at a time is in, and none comes back by itself.
 */
describe('two pages of one place', () => {
  const journey = useJourney();

  test('a presenter goes on in the second page, and takes it back in the first', async () => {
    const owner = await aPerson(journey.host, { roles: ['owner'] });
    const { session, organizer } = await aLiveSession(journey.host, { owners: [owner] });
    const pages = [await journey.page(owner), await journey.page(owner)] as const;
    await expectHandOvers(pages, {
      room: `stage-${session.id}`,
      identity: `presenter-${owner.id}`,
      open: async (page) => void (await page.goto(`/sessions/${session.id}`)),
    });
    const [presenter] = await presentersOf(organizer.client, session.id);
    expect(presenter, 'the stage manager still sees them').toMatchObject({ personId: owner.id, present: true });
  });

  test("a hall's computer goes on in the second page, and takes it back in the first", async () => {
    const { session } = await aSession(journey.host);
    const people = [
      await aPerson(journey.host, { roles: ['staff'] }),
      await aPerson(journey.host, { roles: ['staff'] }),
    ];
    const pages = [await journey.page(people[0] ?? null), await journey.page(people[1] ?? null)] as const;
    await expectHandOvers(pages, {
      room: `stage-${session.id}`,
      identity: `hall-${session.id}`,
      open: async (page) => void (await page.goto(`/sessions/${session.id}/hall`)),
    });
  });

  test('a party of a negotiation does so, and the code changes once each time', async () => {
    const { owner, investor, meeting } = await aMeeting(journey.host);
    const other = await journey.page(owner);
    const open = async (page: Page) => {
      await page.goto(`/negotiations/${meeting.id}`);
      await page.getByRole('button', { name: '打开摄像头进入' }).click();
    };
    await open(other);
    await other.evaluate(noteCodes);
    const codes = () => other.evaluate(() => (window as unknown as { codes: string[] }).codes);
    const pages = [await journey.page(investor), await journey.page(investor)] as const;
    await expectHandOvers(pages, {
      room: `meeting-${meeting.id}-0`,
      identity: `party-${investor.id}`,
      open: async (page) => {
        const known = (await codes()).length;
        await open(page);
        await until('the other side sees a new code', async () => (await codes()).length > known);
      },
    });
    await untilMovingPicture(other, '[data-side="investor"] video');
    const [first, second, ...rest] = await codes();
    expect(second).not.toBe(first);
    expect(rest, 'the first page has kept its key').toEqual([first]);
    await pages[0].locator('[data-e2ee="on"] .figures').waitFor();
    expect(await pages[0].locator('[data-e2ee="on"] .figures').innerText()).toBe(first);
  });

  test('a viewer watches in a page and in its duplicate, each with a seat of its own', async () => {
    const { session } = await aLiveSession(journey.host);
    const page = await journey.page(await aPerson(journey.host));
    await page.goto(`/sessions/${session.id}`);
    const viewers = async () => (await identitiesIn(`stage-${session.id}`)).filter((one) => one.startsWith('viewer-'));
    await until('the page is in', async () => (await viewers()).length === 1);
    const [duplicate] = await Promise.all([
      page.context().waitForEvent('page'),
      page.evaluate(() => void window.open(location.href)),
    ]);
    await until('the duplicate is in beside it', async () => (await viewers()).length === 2);
    const seats = await Promise.all([page, duplicate].map((one) => one.evaluate(() => Object.values(sessionStorage))));
    expect(new Set(seats.flat()).size, 'two seats').toBe(2);
    for (const one of [page, duplicate]) expect(await one.locator('[data-elsewhere]').count()).toBe(0);
  });

  /**
   * The second page takes over once, the first takes it back once; then everybody's connection is lost, and of both
   * only the one that was in comes back.
   */
  async function expectHandOvers([first, second]: readonly [Page, Page], { room, identity, open }: Place) {
    const joins = () => joinsOf(journey.host, room, identity);
    const elsewhere = (page: Page) => page.getByText('已在另一个页面继续');
    await open(first);
    await expect.poll(joins).toBe(1);
    await open(second);
    await elsewhere(first).waitFor();
    await expect.poll(joins).toBe(2);
    await first.getByRole('button', { name: '在此处继续' }).click();
    await elsewhere(second).waitFor();
    await expect.poll(joins).toBe(3);
    expect(await elsewhere(first).count()).toBe(0);
    process.kill(journey.host.media.pid(), 'SIGKILL');
    // However many attempts it takes on a busy machine.
    await until('somebody is back', async () => (await joins()) > 3 && (await identitiesIn(room)).includes(identity));
    expect(await elsewhere(first).count(), 'the one that was in is back').toBe(0);
    expect(await elsewhere(second).count(), 'the other is still').toBe(1);
  }

  async function identitiesIn(room: string): Promise<string[]> {
    const { url, key, secret } = journey.host.media;
    const media = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret);
    const [there] = await media.listRooms([room]);
    return there ? (await media.listParticipants(room)).map(({ identity }) => identity) : [];
  }
});

/** Notes each safety code that the page shows, one after the other. */
function noteCodes(): void {
  const codes: string[] = [];
  Object.assign(window, { codes });
  const look = () => {
    const code = document.querySelector<HTMLElement>('[data-e2ee] .figures')?.innerText;
    if (code && code !== codes.at(-1)) codes.push(code);
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}
