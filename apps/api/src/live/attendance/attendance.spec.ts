import type { AttendanceReport, ViewerPage } from '@everexpo/contracts';
import { AccessToken } from 'livekit-server-sdk';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UnitOfWork } from '../../platform/index.ts';
import { aLiveSession, aPerson, step } from '../../testing/builders/index.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { saveHolder } from '../media/holders.ts';
import { managerIdentity, viewerIdentity } from '../media/names.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
});
afterAll(() => api.close());

interface Stay {
  identity: string;
  sid: string;
  /** Minutes after the opening. */
  from: number;
  to: number;
}

/** A session of fifteen minutes until now, whose second pitch began ten minutes after the first. */
async function aQuarterOfAnHour() {
  const { session, organizer } = await aLiveSession(api, { pitches: 2 });
  await step(organizer.client, session.id, 'next');
  const [row] = await api.asOwner<{ at: number }>(
    `UPDATE stage SET opened_at = date_trunc('minute', now()) - interval '15 minutes' WHERE session_id = $1
       RETURNING extract(epoch FROM opened_at)::int AS at`,
    [session.id],
  );
  /** Seconds of the Unix epoch. */
  const opened = row?.at ?? 0;
  await api.asOwner(
    `UPDATE pitch_run SET started_at = to_timestamp($2::int + CASE WHEN ended_at IS NULL THEN 600 ELSE 0 END),
                          ended_at = CASE WHEN ended_at IS NOT NULL THEN to_timestamp($2::int + 600) END
      WHERE session_id = $1`,
    [session.id, opened],
  );
  const path = `/api/sessions/${session.id}/attendance`;
  return { session, organizer: organizer.client, path, deliver: deliverTo(session.id, opened) };
}

type MediaEvent = 'participant_joined' | 'participant_left';

const deliverTo =
  (sessionId: string, opened: number) =>
  async (event: MediaEvent, { identity, sid, from, to }: Stay, id: string = randomUUID()): Promise<void> => {
    const joinedAt = String(opened + from * 60);
    const createdAt = event === 'participant_joined' ? joinedAt : String(opened + to * 60);
    const room = { name: `stage-${sessionId}` };
    const body = JSON.stringify({ event, id, createdAt, room, participant: { identity, sid, joinedAt } });
    const token = new AccessToken(mediaKeys.LIVEKIT_API_KEY, mediaKeys.LIVEKIT_API_SECRET);
    token.sha256 = createHash('sha256').update(body).digest('base64');
    const headers = { 'content-type': 'application/webhook+json', authorization: await token.toJwt() };
    const { status } = await fetch(`${api.url}/api/media/report`, { method: 'POST', headers, body });
    expect(status).toBe(204);
  };

/** The identity of a seat that was given to a person. */
async function seatOf(sessionId: string, personId: string): Promise<string> {
  const identity = viewerIdentity();
  await new UnitOfWork(api.db).system('test', (tx) =>
    saveHolder(tx, sessionId, identity, { id: personId, signInId: randomUUID() }),
  );
  return identity;
}

/** So the media server names a participant. */
const sid = () => `PA_${randomUUID()}`;

test('somebody is there from the report that they came to the one that they left', async () => {
  const { deliver } = await aQuarterOfAnHour();
  const stay: Stay = { identity: 'viewer-eeee', sid: sid(), from: 14, to: 15 };
  const leftAt = async () => {
    const sql = `SELECT left_at AS "leftAt" FROM visit WHERE sid = $1`;
    return (await api.asOwner<{ leftAt: Date | null }>(sql, [stay.sid])).map((visit) => visit.leftAt);
  };
  await deliver('participant_joined', stay);
  expect(await leftAt()).toEqual([null]);
  await deliver('participant_left', stay);
  expect(await leftAt()).toEqual([expect.any(Date)]);
});

test('who watched what for how long follows from the reports, however often and in whatever order', async () => {
  const { session, organizer, path, deliver } = await aQuarterOfAnHour();
  const { id } = await aPerson(api);
  const stays: Stay[] = [
    { identity: await seatOf(session.id, id), sid: sid(), from: 0, to: 12 },
    { identity: await seatOf(session.id, id), sid: sid(), from: 2, to: 4 },
    { identity: 'viewer-cccc', sid: sid(), from: 5, to: 9 },
    { identity: managerIdentity(), sid: sid(), from: 0, to: 15 },
    { identity: 'viewer-eeee', sid: sid(), from: 14, to: 15 },
  ];
  const events: MediaEvent[] = ['participant_left', 'participant_joined'];
  const reports = stays.flatMap((stay) => events.map((event) => ({ event, stay, id: randomUUID() })));
  for (const one of [...reports, ...reports.toReversed()]) await deliver(one.event, one.stay, one.id);

  const report = await organizer.ask<AttendanceReport>('GET', path);
  expect(report.pitches).toMatchObject([
    { position: 1, viewers: 2, watchedMinutes: 10 + 2 + 4 },
    { position: 2, viewers: 2, watchedMinutes: 2 + 1 },
  ]);
  expect(report.peak, 'a person on two screens is one').toBe(2);
  const curve = report.curve.slice(0, 13).map(({ watching }) => watching);
  expect(curve).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 0]);
});

test('owners see the sums of their own pitches, organizers the viewers by name, others nothing', async () => {
  const { session, organizer, path, deliver } = await aQuarterOfAnHour();
  const { id } = await aPerson(api);
  const stays: Stay[] = [
    { identity: await seatOf(session.id, id), sid: sid(), from: 0, to: 14 },
    { identity: 'viewer-cccc', sid: sid(), from: 5, to: 10 },
  ];
  for (const stay of stays) {
    await deliver('participant_joined', stay);
    await deliver('participant_left', stay);
  }
  const owner = session.pitches[0]?.owner.client ?? api.anonymous;
  const own = await owner.ask<AttendanceReport>('GET', path);
  expect(own.pitches).toMatchObject([{ position: 1, viewers: 2, watchedMinutes: 15 }]);
  expect(own.curve.length).toBeLessThanOrEqual(11);
  expect(JSON.stringify(own)).not.toContain(id);
  const { items } = await organizer.ask<ViewerPage>('GET', `${path}/viewers`);
  expect(items).toMatchObject([
    { personId: id, minutes: 14 },
    { personId: null, minutes: 5 },
  ]);
  expect(await owner.get(`${path}/viewers`)).toMatchObject({ status: 403 });
  const investor = await aPerson(api, { roles: ['investor'] });
  expect(await investor.client.get(path)).toMatchObject({ status: 404 });
  expect(await api.anonymous.get(path)).toMatchObject({ status: 401 });
});
