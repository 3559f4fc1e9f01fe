import type { MediaTicket, Meeting } from '@everexpo/contracts';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { describe, expect, test } from 'vitest';
import { aMeeting, aPerson } from '../../apps/api/src/testing/builders/index.ts';
import { askSocket } from '../support/live/ask-socket.ts';
import { useJourney } from '../support/journey.ts';
import { enterRoom, openNegotiation, quotation } from '../support/pages/negotiation-pages.ts';
import { grantOf } from '../support/live/ticket.ts';
import { until } from '../support/until.ts';
import { untilMovingPicture } from '../support/browser/video.ts';

/** A negotiation is open to its parties, and to nobody else. */
describe('the privacy of a negotiation', () => {
  const journey = useJourney();

  test('an outsider with the stolen link, in whatever role, sees nothing of it', async () => {
    const { owner, meeting } = await aMeeting(journey.host);
    const upload = new FormData();
    upload.set('file', new File([new Uint8Array(quotation.buffer)], quotation.name, { type: quotation.mimeType }));
    const [file] = await owner.client.ask<{ id: string }[]>('POST', `/api/meetings/${meeting.id}/files`, upload);
    const parts = ['', '/sheet', '/files', '/side'].map((part) => `/api/meetings/${meeting.id}${part}`);
    const paths = [...parts, `/api/meetings/files/${file?.id}`];
    for (const path of paths) expect((await owner.client.get(path)).status, `a party ${path}`).toBe(200);
    for (const role of ['organizer', 'admin', 'staff', 'investor', 'owner'] as const) {
      const stranger = await aPerson(journey.host, { roles: [role] });
      for (const path of paths) expect((await stranger.client.get(path)).status, `${role} ${path}`).toBe(404);
      expect((await stranger.client.create(`/api/meetings/${meeting.id}/ticket`)).status, role).toBe(404);
      const watched = await askSocket(journey.host, stranger, 'meeting:watch', { meetingId: meeting.id });
      expect(watched, role).toMatchObject({ ok: false, code: 'not_found' });
    }
    const page = await journey.page(await aPerson(journey.host, { roles: ['organizer'] }));
    await page.goto(`/negotiations/${meeting.id}`);
    await page.getByText('这里不对您开放').waitFor();
  });

  test('an expired ticket is refused by the media server; a fresh one is taken', async () => {
    const { owner, meeting } = await aMeeting(journey.host);
    const { url } = await owner.client.ask<MediaTicket>('POST', `/api/meetings/${meeting.id}/ticket`);
    const statusOf = async (ttl: number) => {
      const { key, secret } = journey.host.media;
      const token = new AccessToken(key, secret, { identity: 'party-late', ttl });
      token.addGrant({ room: `meeting-${meeting.id}-0`, roomJoin: true });
      const jwt = await token.toJwt();
      return (await fetch(`${url.replace(/^ws/, 'http')}/rtc/validate?access_token=${jwt}`)).status;
    };
    expect(await statusOf(60)).toBe(200);
    // The media server grants a minute for clocks that differ.
    expect(await statusOf(-120)).toBe(401);
  });

  test('a person who is removed is out everywhere at once, and the old ticket opens an empty room', async () => {
    const { owner, investor, meeting } = await aMeeting(journey.host);
    const old = await investor.client.ask<MediaTicket>('POST', `/api/meetings/${meeting.id}/ticket`);
    const pages = await openNegotiation(journey, { owner, investor, meeting });
    await enterRoom(pages);
    await untilMovingPicture(pages.owner, '[data-side="investor"] video');
    await pages.owner.getByText('与会人').click();
    const from = performance.now();
    await pages.owner.getByRole('button', { name: /请 .* 离开/ }).click();
    await pages.investor.getByText('这里不对您开放').waitFor();
    console.log(`removed: the page is gone after ${Math.round(performance.now() - from)} ms`);
    await pages.owner.locator('[data-side="investor"] video').waitFor({ state: 'detached' });

    for (const part of ['', '/sheet', '/files', '/side']) {
      expect((await investor.client.get(`/api/meetings/${meeting.id}${part}`)).status, part).toBe(404);
    }
    expect((await investor.client.create(`/api/meetings/${meeting.id}/ticket`)).status).toBe(404);
    const change = { meetingId: meeting.id, update: 'AAA=' };
    const written = await askSocket(journey.host, investor, 'sheet:change', change);
    expect(written).toMatchObject({ ok: false, code: 'not_found' });

    expect(grantOf(old).room).toBe(`meeting-${meeting.id}-0`);
    const { generation } = await owner.client.ask<Meeting>('GET', `/api/meetings/${meeting.id}`);
    expect(generation, 'the others have moved on').toBe(1);
    const { url, key, secret } = journey.host.media;
    const media = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret);
    const inside = async (room: string) => {
      const [there] = await media.listRooms([room]);
      return there ? (await media.listParticipants(room)).map(({ identity }) => identity) : [];
    };
    await until('the owner is in the new room', async () => (await inside(`meeting-${meeting.id}-1`)).length === 1);
    await until('the old room is empty', async () => (await inside(grantOf(old).room)).length === 0);
  });
});
