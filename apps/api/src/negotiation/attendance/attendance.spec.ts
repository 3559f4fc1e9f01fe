import { AccessToken } from 'livekit-server-sdk';
import { createHash } from 'node:crypto';
import type { Meeting, MeetingFigures, MeetingNews, NoticePage, TablePlan } from '@everexpo/contracts';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  anEdition,
  anInterest,
  aPerson,
  projectRow,
  insertRows,
  type Client,
  type InterestFixture,
} from '../../testing/builders/index.ts';
import { asked, connectSocket } from '../../testing/clients/sockets.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { WatchMeetings } from './watch-meetings.ts';

let api: TestApi;
let mail: SMTPServer;
const letters: { to: string; text: string }[] = [];
const mailErrors: Error[] = [];
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
  mail.on('error', (error) => mailErrors.push(error));
  await new Promise<void>((ready) => mail.listen(0, '127.0.0.1', () => ready()));
  const { port } = mail.server.address() as { port: number };
  api = await startTestApi({ ...mediaKeys, SMTP_URL: `smtp://127.0.0.1:${port}` });
});
afterAll(async () => {
  await api.close();
  await new Promise<void>((closed) => mail.close(() => closed()));
  expect(mailErrors, 'errors of the mail server').toEqual([]);
});

interface BookedFixture extends InterestFixture {
  meeting: Meeting;
  path: string;
}

/** A meeting that both sides have agreed on, in an edition of its own that is current. */
async function booked(place: 'online' | 'table' = 'online'): Promise<BookedFixture> {
  const owner = await aPerson(api, { roles: ['owner'] });
  const edition = await anEdition(api)
    .withSession({ owners: [owner] })
    .current()
    .build();
  const organizer = await aPerson(api, { roles: ['organizer'] });
  await organizer.client.ask('PUT', '/api/tables', { count: 3 });
  const fixture = await anInterest(api, { owner, edition });
  const request = await fixture.investor.client.ask<Meeting>(
    'POST',
    `/api/interests/${fixture.interest.id}/meeting-requests`,
    { place },
  );
  const path = `/api/meetings/${request.id}`;
  return { ...fixture, path, meeting: await owner.client.ask<Meeting>('POST', `${path}/accept`, { revision: 0 }) };
}

const sweep = () => api.app.get(WatchMeetings).sweep();

/** Moves a meeting so that it begins so many minutes from now. */
const beginIn = ({ id }: Meeting, minutes: number) =>
  api.asOwner(
    `WITH m AS (UPDATE meeting SET starts_at = now() + make_interval(mins => $2),
                                   ends_at = now() + make_interval(mins => $2 + minutes)
                 WHERE id = $1 RETURNING id, starts_at, ends_at),
          t AS (UPDATE table_booking b SET occupied = tstzrange(m.starts_at, m.ends_at)
                  FROM m WHERE b.meeting_id = m.id)
     UPDATE meeting_party p SET occupied = tstzrange(m.starts_at, m.ends_at) FROM m WHERE p.meeting_id = m.id`,
    [id, minutes],
  );

async function newsOf(client: Client, { id }: Meeting): Promise<MeetingNews[]> {
  const { items } = await client.ask<NoticePage>('GET', '/api/notices?limit=100');
  return items.flatMap((notice) => (notice.kind === 'meeting' && notice.meetingId === id ? [notice.news] : []));
}

const stateOf = async ({ owner, path }: BookedFixture) => (await owner.client.ask<Meeting>('GET', path)).state;
const figures = async () => {
  const { client } = await aPerson(api, { roles: ['organizer'] });
  return client.ask<MeetingFigures>('GET', '/api/meeting-figures');
};

/** A report signed as the media server signs it. */
async function report(event: string, room: string, identity: string, id: string): Promise<number> {
  const createdAt = String(Math.floor(Date.now() / 1000));
  const participant = { identity, sid: 'PA_x' };
  const body = JSON.stringify({ event, id, createdAt, room: { name: room, sid: 'RM_x' }, participant });
  const token = new AccessToken(mediaKeys.LIVEKIT_API_KEY, mediaKeys.LIVEKIT_API_SECRET);
  token.sha256 = createHash('sha256').update(body).digest('base64');
  const headers = { authorization: await token.toJwt(), 'content-type': 'application/webhook+json' };
  return (await fetch(`${api.url}/api/media/report`, { method: 'POST', body, headers })).status;
}

test('reminders go out a day, an hour and five minutes before, each once, on the page and by e-mail', async () => {
  const { meeting, owner, investor, path } = await booked();
  const sent = `SELECT 1 FROM notice WHERE meeting_id = $1 AND person_id = $2 AND news = 'reminder'`;
  const reminders = async () => (await api.asOwner(sent, [meeting.id, owner.id])).length;
  for (const minutes of [23 * 60, 50, 4]) {
    await beginIn(meeting, minutes);
    await Promise.all([sweep(), sweep()]);
    await sweep();
  }
  await expect.poll(reminders).toBe(3);
  const invitations = () => letters.filter(({ to, text }) => to === owner.email && text.includes('text/calendar'));
  await expect.poll(() => invitations().length).toBeGreaterThanOrEqual(3);
  await investor.client.ask('POST', `${path}/cancel`, { reason: '换个时间' });
  await expect.poll(async () => (await newsOf(owner.client, meeting))[0]).toBe('cancelled');
  await sweep();
  expect(await reminders()).toBe(3);
  expect(await newsOf(owner.client, meeting), 'of what is not to come nobody is reminded').not.toContain('reminder');
});

describe('a side that does not come', () => {
  test('is known from the media server’s reports; after five minutes both are free, one is notified', async () => {
    const fixture = await booked();
    const { meeting, owner, investor, project, path } = fixture;
    const other = (await aPerson(api, { roles: ['investor'] })).client;
    const wish = await other.ask<Meeting>('POST', `/api/projects/${project.id}/interests`, {});
    const waiting = await other.ask<Meeting>('POST', `/api/interests/${wish.id}/meeting-requests`, {});
    await beginIn(meeting, -4);
    for (let turn = 0; turn < 2; turn += 1) {
      await report('participant_joined', `meeting-${meeting.id}-0`, `party-${owner.id}`, `EV_${meeting.id}`);
    }
    const joined = async () => {
      const { parties } = await owner.client.ask<Meeting>('GET', path);
      return parties.filter(({ joinedAt }) => joinedAt).map(({ personId }) => personId);
    };
    await expect.poll(joined).toEqual([owner.id]);
    await sweep();
    expect(await stateOf(fixture), 'five minutes are not over').toBe('accepted');
    await beginIn(meeting, -6);
    await sweep();
    expect(await stateOf(fixture)).toBe('missed');
    const parties = await api.asOwner<{ id: string; absent: boolean; free: boolean }>(
      `SELECT person_id AS id, no_show AS absent, occupied IS NULL AS free FROM meeting_party WHERE meeting_id = $1`,
      [meeting.id],
    );
    expect(parties.filter(({ absent }) => absent).map(({ id }) => id)).toEqual([investor.id]);
    expect(parties.map(({ free }) => free)).toEqual([true, true]);
    await expect.poll(() => newsOf(other, waiting)).toContain('freed');
    expect(await figures()).toMatchObject({ missed: 1, realised: 0 });
  });
});

describe('the page of a booked meeting', () => {
  const absent = ({ id }: Meeting) =>
    api.asOwner<{ id: string }>(`SELECT person_id AS id FROM meeting_party WHERE meeting_id = $1 AND no_show`, [id]);

  test('counts as having come from the time on at which it begins; whoever is not there is missing alone', async () => {
    const fixture = await booked();
    const { meeting, owner, investor, path } = fixture;
    await beginIn(meeting, 5);
    await asked(await connectSocket(api, owner.cookie), 'meeting:watch', { meetingId: meeting.id });
    await sweep();
    const joined = async () =>
      (await owner.client.ask<Meeting>('GET', path)).parties.filter(({ joinedAt }) => joinedAt !== null);
    expect(await joined(), 'it has not begun').toEqual([]);
    await beginIn(meeting, -6);
    await sweep();
    expect(await stateOf(fixture)).toBe('missed');
    expect(await absent(meeting)).toEqual([{ id: investor.id }]);
  });

  test('says nothing of who sits at a table', async () => {
    const fixture = await booked('table');
    await beginIn(fixture.meeting, -6);
    await asked(await connectSocket(api, fixture.owner.cookie), 'meeting:watch', { meetingId: fixture.meeting.id });
    await sweep();
    expect(await stateOf(fixture)).toBe('missed');
    expect((await absent(fixture.meeting)).length).toBe(2);
  });
});

describe('the door', () => {
  test('is kept by the host side: who knocks waits, is let in, and can be removed for good', async () => {
    const { meeting, owner, investor, path } = await booked();
    const knock = () => investor.client.send('POST', `${path}/ticket`);
    const act = ({ client }: typeof owner, whom: typeof owner, action: 'admit' | 'remove') =>
      client.send('POST', `${path}/parties/${whom.id}/${action}`);
    await beginIn(meeting, 60);
    expect(await knock()).toMatchObject({ status: 409, body: { code: 'too_early' } });
    await beginIn(meeting, 1);
    expect(await knock()).toMatchObject({ status: 409, body: { code: 'waiting' } });
    expect(await act(investor, investor, 'admit')).toMatchObject({ status: 403 });
    expect(await act(owner, investor, 'admit')).toMatchObject({ status: 200 });
    expect(await knock()).toMatchObject({ status: 200 });
    expect(await act(owner, owner, 'remove')).toMatchObject({ status: 403 });
    expect(await act(owner, investor, 'remove')).toMatchObject({ body: { generation: 1 } });
    for (const part of ['', '/sheet', '/files', '/side', '/calendar']) {
      expect((await investor.client.get(`${path}${part}`)).status, part).toBe(404);
    }
  });

  test('opens for an interpreter only when both sides have named them', async () => {
    const { meeting, owner, investor, path } = await booked();
    await beginIn(meeting, 1);
    const { client: guest, email } = await aPerson(api);
    const name = ({ client }: typeof owner, seat: string) =>
      client.send<Meeting>('POST', `${path}/guests`, { email, seat });
    expect(await name(owner, 'steward')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/email' }] } });
    await name(owner, 'interpreter');
    expect(await guest.get(path)).toMatchObject({ status: 404 });
    expect((await name(investor, 'interpreter')).body.guests).toMatchObject([{ agreed: ['owner', 'investor'] }]);
    expect(await guest.send('POST', `${path}/ticket`)).toMatchObject({ status: 200 });
    expect(await guest.get(`${path}/side`)).toMatchObject({ status: 403 });
    expect(await guest.send('POST', `${path}/end`)).toMatchObject({ status: 403 });
  });
});

describe('on site', () => {
  test('one checks in by the code on the table; staff see who sits where, not about what', async () => {
    const { meeting, owner, investor, project, path } = await booked('table');
    const staff = (await aPerson(api, { roles: ['staff'] })).client;
    const [table] = await api.asOwner<{ token: string }>(
      `SELECT t.token FROM meeting_table t JOIN table_booking b ON b.table_id = t.id WHERE b.meeting_id = $1`,
      [meeting.id],
    );
    const checkIn = (client: Client, token = table?.token) => client.send('POST', `/api/check-in/${token}`);
    await beginIn(meeting, 60);
    expect(await checkIn(investor.client)).toMatchObject({ status: 409, body: { code: 'no_meeting_here' } });
    await beginIn(meeting, 5);
    expect(await checkIn(investor.client, '0'.repeat(32))).toMatchObject({ status: 404 });
    expect(await checkIn((await aPerson(api)).client)).toMatchObject({ status: 409 });
    const sits = { status: 200, body: { state: 'open', table: meeting.table } };
    for (const { client } of [investor, owner]) expect(await checkIn(client)).toMatchObject(sits);
    const [day] = await api.asOwner<{ day: string }>(
      `SELECT (starts_at AT TIME ZONE 'Asia/Shanghai')::date::text AS day FROM meeting WHERE id = $1`,
      [meeting.id],
    );
    const plan = await staff.ask<TablePlan>('GET', `/api/tables?day=${day?.day}`);
    const bookings = plan.tables.find((one) => one.table === meeting.table)?.bookings;
    const seats = bookings?.find(({ meetingId }) => meetingId === meeting.id);
    expect(seats?.people.map(({ checkedIn }) => checkedIn)).toEqual([true, true]);
    expect(JSON.stringify(plan)).not.toContain(project.titleZh);
    expect(await staff.get(path)).toMatchObject({ status: 404 });
    expect((await staff.get(`/api/tables/1/code`)).headers.get('content-type')).toContain('svg');
    await owner.client.ask('POST', `${path}/end`);
    expect(await figures()).toMatchObject({ realised: 1, missed: 0 });
  });

  describe('two who walk in', () => {
    /** A current edition with tables, and two owners of a project in it who pitch nowhere now. */
    async function aFloor(count = 9) {
      const edition = await anEdition(api).current().build();
      const organizer = await aPerson(api, { roles: ['organizer'] });
      await organizer.client.ask('PUT', '/api/tables', { count });
      const owners = [await aPerson(api, { roles: ['owner'] }), await aPerson(api, { roles: ['owner'] })] as const;
      const of = { field: 'materials', track: 'achievement' } as const;
      await insertRows(
        api,
        'project',
        owners.map((owner) => projectRow(edition.id, owner, of)),
      );
      const staff = await aPerson(api, { roles: ['staff'] });
      const walkIn = (table: number, investorEmail: string, ownerEmail: string) =>
        staff.client.send('POST', '/api/tables/walk-ins', { table, investorEmail, ownerEmail });
      return { owners, walkIn };
    }

    test('get a table; it is theirs alone', async () => {
      const {
        owners: [first, second],
        walkIn,
      } = await aFloor();
      const [one, other] = [await aPerson(api, { roles: ['investor'] }), await aPerson(api, { roles: ['investor'] })];
      expect(await walkIn(7, one.email, first.email)).toMatchObject({ status: 200, body: { table: 7 } });
      const busy = await walkIn(8, one.email, second.email);
      expect(busy, 'the investor sits already').toMatchObject({ status: 409, body: { code: 'walk_in', why: 'busy' } });
      const taken = await walkIn(7, other.email, second.email);
      expect(taken, 'the table is theirs').toMatchObject({ status: 409, body: { code: 'table_taken' } });
      expect(await walkIn(8, other.email, second.email)).toMatchObject({ status: 200, body: { table: 8 } });
    });

    test('are told when every table is taken', async () => {
      const {
        owners: [first, second],
        walkIn,
      } = await aFloor(1);
      const [one, other] = [await aPerson(api, { roles: ['investor'] }), await aPerson(api, { roles: ['investor'] })];
      expect(await walkIn(1, one.email, first.email)).toMatchObject({ status: 200 });
      const full = await walkIn(1, other.email, second.email);
      expect(full).toMatchObject({ status: 409, body: { code: 'walk_in', why: 'no_table' } });
    });

    test('are two people with accounts', async () => {
      const {
        owners: [owner],
        walkIn,
      } = await aFloor();
      const unknown = await walkIn(8, 'nobody@everexpo.example', owner.email);
      expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/investorEmail' }] } });
      const alone = await walkIn(8, owner.email, owner.email);
      expect(alone).toMatchObject({ status: 422, body: { errors: [{ pointer: '/ownerEmail' }] } });
    });
  });
});
