import type { MomentPage, Replay, ReplayPage, SessionMessage, Stage } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STORAGE, type Storage } from '../../platform/index.ts';
import { aLiveSession, step } from '../../testing/scenes.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { initKey, segmentKey } from '../recording/recording-keys.ts';

let api: TestApi;
let organizer: Client;
let owner: Client;
let attendee: Client;
let sessionId: string;
/** The instant of the first frame, in milliseconds of the Unix epoch. */
let began: number;

beforeAll(async () => {
  api = await startTestApi(mediaKeys);
  [organizer, owner, attendee] = (await Promise.all(['organizer', 'owner', 'attendee'].map((name) => api.as(name)))) as [Client, Client, Client];
  sessionId = (await aLiveSession(api, organizer)).session.id;
  began = Date.now();
  await record();
  // As the drawing of decks leaves them.
  await api.db.query(
    `INSERT INTO deck_page (sha256, page, words) SELECT j.deck_sha256, n, 'Wafer yield page ' || n FROM pitch t JOIN project j ON j.id = t.project_id, generate_series(1, 2) n WHERE t.session_id = $1 AND t.position = 1`,
    [sessionId],
  );
  await attendee.create(`/api/sessions/${sessionId}/questions`, { body: '功率器件的良率是多少？' });
  await organizer.send('PUT', `/api/sessions/${sessionId}/stage/page`, { page: 2 });
});
afterAll(() => api.close());

/** Two parts, ten segments of two seconds each, the second part five seconds after the first one's end. */
async function record(): Promise<void> {
  const storage = api.app.get<Storage>(STORAGE);
  for (const part of [1, 2]) {
    await api.db.query(`INSERT INTO recording_part (session_id, part, segment_type, lease_until, ended_at) VALUES ($1, $2, 'fmp4', now(), now())`, [sessionId, part]);
    await storage.put(initKey(sessionId, part), Buffer.from(`init ${part}`), 'video/mp4');
    for (let nth = 0; nth < 10; nth += 1) {
      await storage.put(segmentKey(sessionId, part, nth), Buffer.from(`segment ${part} ${nth}`), 'video/mp4');
      await api.db.query(`INSERT INTO recording_segment (session_id, part, nth, began_at, milliseconds) VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000), 2000)`, [sessionId, part, nth, began + nth * 2_000 + (part - 1) * 25_000]);
    }
  }
}

const at = (path: string) => `/api/sessions/${sessionId}/${path}`;
const captions = (body: string | Buffer, language = 'zh') => {
  const form = new FormData();
  form.append('captions', new Blob([typeof body === 'string' ? body : new Uint8Array(body)]), 'captions.vtt');
  return organizer.send('PUT', at(`replay/captions/${language}`), form);
};

test('a session on the air is a growing playlist of its last minute; its segments may be kept by any cache', async () => {
  const { status, headers, body } = await api.anonymous.send<string>('GET', at('recording/live.m3u8'));
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'application/vnd.apple.mpegurl', 'public, max-age=1']);
  expect(body).toContain('#EXT-X-MEDIA-SEQUENCE:0');
  expect(body.match(/\.m4s/g)).toHaveLength(20);
  expect(body).not.toContain('ENDLIST');
  const segment = await api.anonymous.send<string>('GET', at('recording/2/3.m4s'));
  expect([segment.body, segment.headers.get('cache-control')]).toEqual(['segment 2 3', 'public, max-age=3600']);
  expect((await api.anonymous.send<string>('GET', at('recording/1/init.mp4'))).body).toBe('init 1');
  expect((await api.anonymous.get(at('recording/2/99.m4s'))).status).toBe(404);
  expect((await api.anonymous.get(at('recording/1/..%2Finit.mp4'))).status).toBe(422);
});

test('chapters, stretches and the log of a session make its replay', async () => {
  await step(organizer, sessionId, 'close');
  const { body } = await attendee.get<Replay>(at('replay'));
  expect(body).toMatchObject({ milliseconds: 40_000, open: true, stretches: [{ startMs: 0, milliseconds: 20_000 }, { startMs: 20_000, milliseconds: 20_000, at: new Date(began + 25_000).toISOString() }] });
  expect(body.chapters).toHaveLength(1);
  expect((await api.anonymous.get<Stage>(at('stage'))).body.replay).toBe(true);
  expect((await api.anonymous.get<ReplayPage>('/api/replays')).body).toMatchObject({ items: [{ sessionId, milliseconds: 40_000, pitches: 1 }], nextCursor: null });
  const { body: log } = await attendee.get<SessionMessage[]>(at('replay/log?limit=3'));
  expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect((await attendee.get<string>(at('recording/replay.m3u8'))).body).toContain('#EXT-X-DISCONTINUITY');
  expect((await attendee.get(at('recording/live.m3u8'))).status, 'viewers of the broadcast see its end').toBe(200);
});

test('captions that are no WebVTT are refused with line and rule; good ones take the place of earlier ones', async () => {
  expect(await captions('1\n00:00:01,000 --> 00:00:02,000\nSRT\n')).toMatchObject({ status: 422, body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/captions', rule: 'webvtt', detail: expect.stringMatching(/^line 1: /) })]) } });
  expect(await captions('WEBVTT\n\n00:05.000 --> 00:04.000\nbackwards\n')).toMatchObject({ status: 422, body: { errors: [expect.objectContaining({ detail: expect.stringMatching(/^line 3: /) })] } });
  expect(await captions(Buffer.from([0xff, 0xfe, 0x00]))).toMatchObject({ status: 415 });
  expect(await captions('WEBVTT\n\n00:01.000 --> 00:02.000\n旧的\n')).toMatchObject({ status: 200, body: { cues: 1 } });
  expect(await captions('WEBVTT\n\n00:21.000 --> 00:23.000\n<v 讲者>良率 99.5%</v>\n')).toMatchObject({ status: 200 });
  expect((await api.anonymous.send<string>('GET', at('replay/captions/zh.vtt'))).body).toContain('良率 99.5%');
  expect((await attendee.send('PUT', at('replay/captions/zh'), new FormData())).status).toBe(403);
});

test('what was written is found at its moment, in the recording\'s time and on the session\'s clock', async () => {
  const find = async (q: string) => (await attendee.get<MomentPage>(at(`replay/moments?q=${encodeURIComponent(q)}`))).body.items;
  const found = await find('良率');
  expect(found.map(({ kind }) => kind)).toEqual(['question', 'caption']);
  expect(found[0]?.startMs).toBeLessThan(20_000);
  expect(found[1]).toMatchObject({ words: '良率 99.5%', startMs: 21_000, at: new Date(began + 26_000).toISOString() });
  expect(await find('%')).toHaveLength(1);
  expect(await find('旧的')).toEqual([]);
  expect((await attendee.get(at('replay/moments?q='))).status).toBe(422);
});

test('a page of a deck is found where it was shown', async () => {
  const { body } = await attendee.get<MomentPage>(at('replay/moments?q=wafer%20YIELD%20page%202'));
  expect(body.items.map(({ kind, words }) => [kind, words])).toEqual([['deck', 'Wafer yield page 2']]);
  expect(body.items[0]?.startMs).toBeLessThan(20_000);
});

test('what organizers took away is not in the replay, and a closed replay is the organizers\' alone', async () => {
  const { body: list } = await organizer.get<{ items: { id: string }[] }>(at('questions'));
  await organizer.send('PUT', `/api/questions/${list.items[0]?.id}`, { state: 'dismissed' });
  await api.db.query(`UPDATE question SET state = 'dismissed' WHERE session_id = $1`, [sessionId]);
  const { body: log } = await attendee.get<SessionMessage[]>(at('replay/log'));
  expect(log.filter(({ kind }) => kind === 'question')).toEqual([]);
  expect((await attendee.get<MomentPage>(at(`replay/moments?q=${encodeURIComponent('功率器件的良率')}`))).body.items).toEqual([]);
  await organizer.send('PUT', at('stage/audience'), { replayOpen: false });
  expect((await api.anonymous.get<ReplayPage>('/api/replays')).body.items).toEqual([]);
  for (const path of ['replay', 'replay/log', 'replay/moments?q=x', 'replay/captions/zh.vtt', 'recording/replay.m3u8', 'recording/1/0.m4s']) {
    expect([path, (await owner.get(at(path))).status]).toEqual([path, 404]);
    expect([path, (await organizer.get(at(path))).status]).toEqual([path, 200]);
  }
  expect((await organizer.get<string>(at('recording/1/0.m4s'))).headers.get('cache-control')).toBe('private, no-store');
});

test('a recording hangs on a stage in the database: there is none of a negotiation', async () => {
  const [meeting] = await api.db.query<{ id: string }[]>(`SELECT uuidv7() AS id`);
  await expect(api.db.query(`INSERT INTO recording_part (session_id, part, segment_type, lease_until) VALUES ($1, 1, 'fmp4', now())`, [meeting?.id])).rejects.toThrow(/recording_part_session_id_fkey/);
});
