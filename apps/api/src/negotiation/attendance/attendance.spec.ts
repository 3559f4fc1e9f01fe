import { AccessToken } from 'livekit-server-sdk';
import { createHash } from 'node:crypto';
import type { Interest, Meeting, MeetingFigures, MeetingNews, NoticePage, TablePlan } from '@everexpo/contracts';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextSession } from '../../testing/scenes.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { WatchMeetings } from './watch-meetings.ts';

let api: TestApi;
let owner: Client;
let investor: Client;
let interest: Interest;
let mail: SMTPServer;
const letters: { to: string; text: string }[] = [];
beforeAll(async () => {
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  await new Promise<void>((ready) => mail.listen(0, '127.0.0.1', () => ready()));
  const { port } = mail.server.address() as { port: number };
  api = await startTestApi({ ...mediaKeys, SMTP_URL: `smtp://127.0.0.1:${port}` });
  [owner, investor] = (await Promise.all(['owner', 'investor'].map((name) => api.as(name)))) as [Client, Client];
  const session = await nextSession(api);
  interest = (await investor.create<Interest>(`/api/projects/${session.runningOrder[0]?.project.id}/interests`, {})).body;
});
afterAll(async () => {
  await api.close();
  await new Promise<void>((closed) => mail.close(() => closed()));
});

async function booked(place: 'online' | 'table' = 'online'): Promise<Meeting> {
  const { body: request } = await investor.create<Meeting>(`/api/interests/${interest.id}/meeting-requests`, { place });
  return (await owner.create<Meeting>(`/api/meetings/${request.id}/accept`, { revision: 0 })).body;
}
const sweep = () => api.app.get(WatchMeetings).sweep();
/** Moves a meeting so that it begins so many minutes from now. */
const beginIn = ({ id }: Meeting, minutes: number) =>
  api.asOwner(`WITH m AS (UPDATE meeting SET starts_at = now() + make_interval(mins => $2), ends_at = now() + make_interval(mins => $2 + minutes) WHERE id = $1 RETURNING id, starts_at, ends_at),
    t AS (UPDATE table_booking b SET occupied = tstzrange(m.starts_at, m.ends_at) FROM m WHERE b.meeting_id = m.id)
    UPDATE meeting_party p SET occupied = tstzrange(m.starts_at, m.ends_at) FROM m WHERE p.meeting_id = m.id`, [id, minutes]);
const newsOf = async (client: Client, { id }: Meeting): Promise<MeetingNews[]> =>
  (await client.get<NoticePage>('/api/notices?limit=100')).body.items.flatMap((notice) => (notice.kind === 'meeting' && notice.meetingId === id ? [notice.news] : []));

/** A report signed as the media server signs it. */
async function report(event: string, room: string, identity: string, id: string): Promise<number> {
  const body = JSON.stringify({ event, id, createdAt: String(Math.floor(Date.now() / 1000)), room: { name: room, sid: 'RM_x' }, participant: { identity, sid: 'PA_x' } });
  const token = new AccessToken(mediaKeys.LIVEKIT_API_KEY, mediaKeys.LIVEKIT_API_SECRET);
  token.sha256 = createHash('sha256').update(body).digest('base64');
  return (await fetch(`${api.url}/api/media/report`, { method: 'POST', body, headers: { authorization: await token.toJwt(), 'content-type': 'application/webhook+json' } })).status;
}

test('reminders go out a day, an hour and five minutes before, each once, on the page and by e-mail with a calendar file', async () => {
  const meeting = await booked();
  for (const minutes of [23 * 60, 50, 4]) {
    await beginIn(meeting, minutes);
    await Promise.all([sweep(), sweep()]);
    await sweep();
  }
  await expect.poll(async () => (await newsOf(owner, meeting)).filter((news) => news === 'reminder').length, { timeout: 5_000 }).toBe(3);
  await expect.poll(() => letters.filter(({ to, text }) => to === 'owner@everexpo.example' && text.includes('text/calendar')).length, { timeout: 5_000 }).toBeGreaterThanOrEqual(3);
  await investor.send('POST', `/api/meetings/${meeting.id}/cancel`, { reason: '换个时间' });
  await expect.poll(async () => (await newsOf(owner, meeting))[0]).toBe('cancelled');
  await sweep();
  expect((await newsOf(owner, meeting)).filter((news) => news === 'reminder')).toHaveLength(3);
});

describe('a side that does not come', () => {
  test('is known from the media server’s reports; five minutes later both are free and who waits is told', async () => {
    const meeting = await booked();
    const other = await api.as('investor2');
    const { body: wish } = await other.create<Interest>(`/api/projects/${interest.project.id}/interests`, {});
    const { body: waiting } = await other.create<Meeting>(`/api/interests/${wish.id}/meeting-requests`, {});
    await beginIn(meeting, -4);
    await report('participant_joined', `meeting-${meeting.id}-0`, `party-${interest.owner.id}`, 'EV_came');
    await report('participant_joined', `meeting-${meeting.id}-0`, `party-${interest.owner.id}`, 'EV_came');
    await expect.poll(async () => (await owner.get<Meeting>(`/api/meetings/${meeting.id}`)).body.parties.filter(({ arrivedAt }) => arrivedAt).length).toBe(1);
    await sweep();
    expect((await owner.get<Meeting>(`/api/meetings/${meeting.id}`)).body.state, 'five minutes are not over').toBe('accepted');
    await beginIn(meeting, -6);
    await sweep();
    expect((await owner.get<Meeting>(`/api/meetings/${meeting.id}`)).body.state).toBe('missed');
    const [party] = await api.db.query<{ email: string }[]>(`SELECT p.email FROM meeting_party m JOIN person p ON p.id = m.person_id WHERE m.meeting_id = $1 AND m.no_show`, [meeting.id]);
    expect(party?.email).toBe('investor@everexpo.example');
    expect(await api.db.query(`SELECT 1 FROM meeting_party WHERE meeting_id = $1 AND occupied IS NOT NULL`, [meeting.id])).toEqual([]);
    await expect.poll(() => newsOf(other, waiting)).toContain('freed');
    const { body: figures } = await (await api.as('organizer')).get<MeetingFigures>('/api/meeting-figures');
    expect(figures).toMatchObject({ missed: 1, realised: 0 });
    await other.send('POST', `/api/meetings/${waiting.id}/cancel`, { reason: '不等了' });
  });

  test('a call that nobody answers ends by itself', async () => {
    const { body: call } = await investor.create<Meeting>(`/api/interests/${interest.id}/meetings`);
    await sweep();
    expect((await investor.get<Meeting>(`/api/meetings/${call.id}`)).body.state).toBe('open');
    await api.asOwner(`UPDATE meeting SET starts_at = now() - interval '61 seconds' WHERE id = $1`, [call.id]);
    await sweep();
    expect((await investor.get<Meeting>(`/api/meetings/${call.id}`)).body.state).toBe('expired');
  });

  test('a call can be declined at once', async () => {
    const { body: call } = await investor.create<Meeting>(`/api/interests/${interest.id}/meetings`);
    expect(await owner.send('POST', `/api/meetings/${call.id}/decline`, { reason: '现在不便' })).toMatchObject({ body: { state: 'declined', reason: '现在不便' } });
    expect(await investor.send('POST', `/api/meetings/${call.id}/ticket`)).toMatchObject({ status: 409 });
  });
});

describe('the door', () => {
  test('is kept by the host side: who knocks waits, is let in, and can be put out for good', async () => {
    const meeting = await booked();
    expect(await investor.send('POST', `/api/meetings/${meeting.id}/ticket`)).toMatchObject({ status: 409, body: { code: 'too_early' } });
    await beginIn(meeting, 1);
    expect(await investor.send('POST', `/api/meetings/${meeting.id}/ticket`)).toMatchObject({ status: 409, body: { code: 'waiting' } });
    expect(await investor.send('POST', `/api/meetings/${meeting.id}/parties/${interest.investor.id}/admit`)).toMatchObject({ status: 403 });
    expect(await owner.send('POST', `/api/meetings/${meeting.id}/parties/${interest.investor.id}/admit`)).toMatchObject({ status: 200 });
    expect(await investor.send('POST', `/api/meetings/${meeting.id}/ticket`)).toMatchObject({ status: 200 });
    expect(await owner.send('POST', `/api/meetings/${meeting.id}/parties/${interest.owner.id}/remove`)).toMatchObject({ status: 403 });
    expect(await owner.send('POST', `/api/meetings/${meeting.id}/parties/${interest.investor.id}/remove`)).toMatchObject({ body: { generation: 1 } });
    for (const path of ['', '/sheet', '/files', '/side', '/calendar']) expect((await investor.get(`/api/meetings/${meeting.id}${path}`)).status, path).toBe(404);
    await owner.send('POST', `/api/meetings/${meeting.id}/end`);
  });

  test('opens for an interpreter only when both sides have named them', async () => {
    const meeting = await booked();
    await beginIn(meeting, 1);
    const guest = await api.as('attendee');
    const name = (client: Client, email: string, seat: string) => client.send<Meeting>('POST', `/api/meetings/${meeting.id}/guests`, { email, seat });
    expect(await name(owner, 'attendee@everexpo.example', 'steward')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/email' }] } });
    await name(owner, 'attendee@everexpo.example', 'interpreter');
    expect(await guest.get(`/api/meetings/${meeting.id}`)).toMatchObject({ status: 404 });
    expect((await name(investor, 'attendee@everexpo.example', 'interpreter')).body.guests).toMatchObject([{ agreed: ['owner', 'investor'] }]);
    expect(await guest.send('POST', `/api/meetings/${meeting.id}/ticket`)).toMatchObject({ status: 200 });
    expect(await guest.get(`/api/meetings/${meeting.id}/side`)).toMatchObject({ status: 403 });
    expect(await guest.send('POST', `/api/meetings/${meeting.id}/end`)).toMatchObject({ status: 403 });
    await owner.send('POST', `/api/meetings/${meeting.id}/end`);
  });
});

describe('on site', () => {
  test('one checks in by the code on the table; staff see who sits where, not about what', async () => {
    const staff = await api.as('staff');
    const meeting = await booked('table');
    const [table] = await api.db.query<{ token: string }[]>(`SELECT t.token FROM meeting_table t JOIN table_booking b ON b.table_id = t.id WHERE b.meeting_id = $1`, [meeting.id]);
    expect(await investor.send('POST', `/api/check-in/${table?.token}`)).toMatchObject({ status: 409, body: { code: 'no_meeting_here' } });
    await beginIn(meeting, 5);
    expect(await investor.send('POST', `/api/check-in/${'0'.repeat(32)}`)).toMatchObject({ status: 404 });
    expect(await (await api.as('attendee')).send('POST', `/api/check-in/${table?.token}`)).toMatchObject({ status: 409 });
    for (const client of [investor, owner]) expect(await client.send('POST', `/api/check-in/${table?.token}`)).toMatchObject({ status: 200, body: { state: 'open', table: meeting.table } });
    const { body: plan } = await staff.get<TablePlan>('/api/tables');
    const seats = plan.tables.find((one) => one.table === meeting.table)?.bookings.find(({ meetingId }) => meetingId === meeting.id);
    expect(seats?.people.map(({ arrived }) => arrived)).toEqual([true, true]);
    expect(JSON.stringify(plan)).not.toContain(meeting.project.titleZh);
    expect(await staff.get(`/api/meetings/${meeting.id}`)).toMatchObject({ status: 404 });
    expect((await fetch(`${api.url}/api/tables/1/code`, { headers: { cookie: staff.cookie } })).headers.get('content-type')).toContain('svg');
    await owner.send('POST', `/api/meetings/${meeting.id}/end`);
    expect((await (await api.as('organizer')).get<MeetingFigures>('/api/meeting-figures')).body.realised).toBe(1);
  });

  test('two who walk in get a table; it is theirs alone', async () => {
    const staff = await api.as('staff');
    const free = await api.db.query<{ email: string }[]>(
      `SELECT DISTINCT o.email FROM person o JOIN project j ON j.owner_id = o.id JOIN edition e ON e.id = j.edition_id WHERE e.opened_at IS NOT NULL AND e.code LIKE '%' || extract(year FROM now()) AND NOT EXISTS
         (SELECT 1 FROM pitch p JOIN project q ON q.id = p.project_id JOIN session s ON s.id = p.session_id WHERE q.owner_id = o.id AND s.starts_at < now() + interval '1 hour' AND s.ends_at > now()) ORDER BY o.email LIMIT 2`,
    );
    const [first, second] = free.map(({ email }) => email);
    const walkIn = (investorEmail: string, ownerEmail: string | undefined) => staff.send('POST', '/api/tables/walk-ins', { table: 7, investorEmail, ownerEmail });
    expect(await walkIn('investor2@everexpo.example', first)).toMatchObject({ status: 200, body: { table: 7 } });
    expect(await walkIn('investor2@everexpo.example', second), 'the investor sits already').toMatchObject({ status: 409, body: { code: 'slot_taken' } });
    expect(await walkIn('investor@everexpo.example', second), 'the table is theirs').toMatchObject({ status: 409, body: { code: 'table_taken' } });
    expect(await staff.send('POST', '/api/tables/walk-ins', { table: 8, investorEmail: 'nobody@everexpo.example', ownerEmail: 'owner@everexpo.example' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/investorEmail' }] } });
    expect(await staff.send('POST', '/api/tables/walk-ins', { table: 8, investorEmail: 'owner@everexpo.example', ownerEmail: 'owner@everexpo.example' })).toMatchObject({ status: 422 });
  });
});
