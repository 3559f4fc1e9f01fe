import { randomUUID } from 'node:crypto';
import type { Ceremony, Draft, StageTicket } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  aCurrentEdition,
  aGrid,
  aLiveSession,
  aMeeting,
  aPerson,
  type BuiltEdition,
  type Person,
} from '../../apps/api/src/testing/builders/index.ts';
import { askSocket } from '../support/live/ask-socket.ts';
import { useJourney } from '../support/journey.ts';
import { LiveConnection } from '../support/live/live-connection.ts';
import { aMoveOnGrid, cellOf, dayOf } from '../support/pages/workspace-grid.ts';

const large = { viewport: { width: 1600, height: 1000 } };

/** What comes to pass while a page is not connected is told to nobody: the page asks for it once it is again. */
describe('a page whose live connection was away', () => {
  const journey = useJourney({ proxied: true });

  test('shows in the workspace what another organizer has moved, and its evaluation', async () => {
    const edition = await aGrid(journey.host);
    const { organizer, draft, session, to } = await aMove(edition);
    const page = await journey.page(await anOrganizer(), large);
    const connection = await LiveConnection.of(page);
    await page.goto(`/prepare/${edition.id}?day=${dayOf(session)}&tab=publish`);
    await page.getByText(/^在场：.*测试者/).waitFor();
    await page.getByRole('heading', { name: '待发布的改动（0）' }).waitFor();
    await connection.cut();
    await place(organizer, edition, session, to);
    connection.restore();
    await (await cellOf(page, draft, to.startsAt, to.roomId)).getByText(session.code).waitFor();
    await page.getByRole('heading', { name: '待发布的改动（1）' }).waitFor();
  });

  test("shows an edition's new rooms on its set-up", async () => {
    const edition = await aGrid(journey.host);
    const organizer = await anOrganizer();
    const page = await journey.page(await anOrganizer(), large);
    const connection = await LiveConnection.of(page);
    await page.goto(`/prepare/${edition.id}/setup`);
    await page.getByRole('heading', { name: '会场' }).waitFor();
    await addRoom('甲厅');
    await page.getByText('甲厅').first().waitFor();
    await connection.cut();
    await addRoom('乙厅');
    connection.restore();
    await page.getByText('乙厅').first().waitFor();

    function addRoom(nameZh: string) {
      return organizer.client.ask('POST', `/api/editions/${edition.id}/rooms`, {
        venueZh: '会展中心',
        venueEn: 'Centre',
        nameZh,
        nameEn: nameZh,
        mode: 'onsite',
        seats: 80,
      });
    }
  });

  test('shows in the programme what has been published', async () => {
    const edition = await aGrid(journey.host);
    const { organizer, session } = await aMove(edition);
    const page = await journey.page(null, large);
    const connection = await LiveConnection.of(page);
    await page.goto(`/programme?day=${dayOf(session)}`);
    const entry = page.locator(`a[href="/sessions/${session.id}"]`);
    await entry.first().waitFor({ state: 'attached' });
    await expect.poll(() => connection.answered).toContain('edition:watch');
    await connection.cut();
    await place(organizer, edition, session, { roomId: null, startsAt: null });
    await organizer.client.ask('POST', `/api/editions/${edition.id}/versions`, { note: '一场暂缓' });
    connection.restore();
    await expect.poll(() => entry.count()).toBe(0);
  });

  test('shows at the console who has raised a hand and what was reported', async () => {
    const { session, organizer } = await aLiveSession(journey.host, { pitches: 1 });
    const [attendee, reader] = [await aPerson(journey.host), await aPerson(journey.host)];
    const page = await journey.page(organizer, large);
    const connection = await LiveConnection.of(page);
    await page.goto(`/sessions/${session.id}`);
    const desk = page.getByRole('region', { name: '舞台控制台' });
    await desk.getByText('观众互动').waitFor();
    await connection.cut();
    const path = `/api/sessions/${session.id}/stage`;
    const { identity } = await attendee.client.ask<StageTicket>('POST', `${path}/ticket`, {});
    await attendee.client.ask('PUT', `${path}/hand`, { identity });
    const line = { sessionId: session.id, id: randomUUID(), body: '不文明的话' };
    await askSocket(journey.host, attendee, 'chat:send', line);
    await reader.client.ask('POST', `/api/chat/${line.id}/reports`);
    connection.restore();
    await desk.getByRole('list', { name: '举手（1）' }).getByText(attendee.name).waitFor();
    await desk.getByText('1 条被举报').waitFor();
  });

  test('shows in a negotiation what its side has said and what the other has written', async () => {
    const fixture = await aMeeting(journey.host);
    const other = await journey.page(fixture.investor);
    await other.goto(`/negotiations/${fixture.meeting.id}`);
    const page = await journey.page(fixture.owner);
    const connection = await LiveConnection.of(page);
    await page.goto(`/negotiations/${fixture.meeting.id}`);
    await page.getByText('本方私聊').click();
    const sheet = (one: Page) => one.getByRole('textbox', { name: '条款单' });
    await sheet(page).fill('一、许可费一百万元。');
    await expect.poll(() => sheet(other).inputValue()).toBe('一、许可费一百万元。');
    await connection.cut();
    const path = `/api/meetings/${fixture.meeting.id}/side`;
    await fixture.owner.client.ask('POST', path, { body: '底价九十万元' });
    await sheet(other).press('End');
    await sheet(other).pressSequentially('二、期限三年。');
    await other.getByText('已保存').waitFor();
    connection.restore();
    await page.getByText('底价九十万元').waitFor();
    await expect.poll(() => sheet(page).inputValue()).toBe('一、许可费一百万元。二、期限三年。');
  });

  test('shows where the ceremony is, also when somebody else leads it on', async () => {
    await aCurrentEdition(journey.host);
    const staff = await aPerson(journey.host, { roles: ['staff'] });
    const page = await journey.page(await aPerson(journey.host, { roles: ['staff'] }), large);
    const connection = await LiveConnection.of(page);
    await page.goto('/desk/ceremony');
    await expect.poll(() => connection.answered).toContain('edition:watch');
    const screen = page.getByText('大屏正在显示');
    await show('ceremony');
    await screen.getByText('典礼').waitFor();
    await connection.cut();
    await show('wall');
    connection.restore();
    await screen.getByText('签约墙').waitFor();

    async function show(mode: Ceremony['mode']): Promise<void> {
      const { revision } = await staff.client.ask<Ceremony>('GET', '/api/ceremony');
      await staff.client.ask('PUT', '/api/ceremony/screen', { revision, mode });
    }
  });

  test('is in the workspace in the end, though the database was away when it asked', async () => {
    const edition = await aGrid(journey.host);
    const organizer = await anOrganizer();
    const page = await journey.page(organizer, large);
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      let asked: string | undefined;
      socket.onMessage((message) => {
        const [, id] = /^42(\d+)\["draft:watch"/.exec(String(message)) ?? [];
        if (id && !asked) {
          asked = id;
          journey.host.proxy.standStill();
        }
        server.send(message);
      });
      server.onMessage((message) => {
        if (asked && String(message).startsWith(`43${asked}[`)) journey.host.proxy.goOn();
        socket.send(message);
      });
    });
    await page.goto(`/prepare/${edition.id}`);
    await page.getByText(/^在场：.*测试者/).waitFor();
  });

  const anOrganizer = () => aPerson(journey.host, { roles: ['organizer'] });

  /** An organizer of the edition, and a move that they could make. */
  async function aMove(edition: BuiltEdition) {
    const organizer = await anOrganizer();
    const draft = await organizer.client.ask<Draft>('GET', `/api/editions/${edition.id}/draft`);
    return { organizer, draft, ...(await aMoveOnGrid(organizer, edition, draft)) };
  }
});

function place(
  { client }: Person,
  { id }: BuiltEdition,
  { id: sessionId, revision }: { id: string; revision: number },
  to: { roomId: string | null; startsAt: string | null },
) {
  return client.ask('POST', `/api/editions/${id}/draft/placements`, { placements: [{ sessionId, revision, ...to }] });
}
