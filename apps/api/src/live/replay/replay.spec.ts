import type { MomentPage, QuestionPage, Replay, ReplayPage, SessionMessage, Stage } from '@everexpo/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STORAGE, type Storage } from '../../platform/index.ts';
import { aLiveSession, aPerson, step } from '../../testing/builders/index.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { initKey, segmentKey } from '../recording/files/recording-keys.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
});
afterAll(() => api.close());

const PARTS = [1, 2];
const SEGMENTS = 10;

/** Two parts, ten segments of two seconds each, the second part five seconds after the end of the first. */
async function record(sessionId: string, startedAt: number): Promise<void> {
  const storage = api.app.get<Storage>(STORAGE);
  for (const part of PARTS) {
    await storage.put(initKey(sessionId, part), Buffer.from(`init ${part}`), 'video/mp4');
    for (let index = 0; index < SEGMENTS; index += 1) {
      await storage.put(segmentKey(sessionId, part, index), Buffer.from(`segment ${part} ${index}`), 'video/mp4');
    }
  }
  await api.asOwner(
    `INSERT INTO recording_part (session_id, part, segment_type, lease_until, ended_at)
       SELECT $1, part, 'fmp4', now(), now() FROM unnest($2::int[]) part`,
    [sessionId, PARTS],
  );
  await api.asOwner(
    `INSERT INTO recording_segment (session_id, part, index, started_at, duration_ms)
       SELECT $1, part, i, to_timestamp(($2::float8 + i * 2000 + (part - 1) * 25000) / 1000), 2000
         FROM unnest($3::int[]) part, generate_series(0, $4::int - 1) i`,
    [sessionId, startedAt, PARTS, SEGMENTS],
  );
}

/** A deck of two pages for a project, as the upload and the drawing leave it. */
async function attachDeck(projectId: string | undefined): Promise<void> {
  const sha256 = randomUUID().replaceAll('-', '').repeat(2);
  await api.asOwner(`INSERT INTO deck (sha256, pages) VALUES ($1, 2)`, [sha256]);
  await api.asOwner(
    `INSERT INTO deck_page (sha256, page, words) SELECT $1, i, 'Wafer yield page ' || i FROM generate_series(1, 2) i`,
    [sha256],
  );
  await api.asOwner(`UPDATE project SET deck_sha256 = $2 WHERE id = $1`, [projectId, sha256]);
}

/** A session on the air, recorded from its first pitch on, with a question asked and a page of the deck turned. */
async function aRecordedSession() {
  const fixture = await aLiveSession(api);
  const { session } = fixture;
  const organizer = fixture.organizer.client;
  const attendee = (await aPerson(api)).client;
  const at = (path: string) => `/api/sessions/${session.id}/${path}`;
  /** The instant of the first frame, in milliseconds of the Unix epoch. */
  const startedAt = Date.now();
  await record(session.id, startedAt);
  await attachDeck(session.pitches[0]?.project.id);
  await attendee.ask('POST', at('questions'), { body: '功率器件的良率是多少？' });
  await organizer.ask('PUT', at('stage/page'), { page: 2 });
  return {
    session,
    organizer,
    attendee,
    startedAt,
    at,
    owner: session.pitches[0]?.owner.client ?? attendee,
    caption(content: string | Buffer, language = 'zh') {
      const form = new FormData();
      const bytes = typeof content === 'string' ? content : new Uint8Array(content);
      form.append('captions', new Blob([bytes]), 'captions.vtt');
      return organizer.send('PUT', at(`replay/captions/${language}`), form);
    },
    async find(q: string) {
      return (await attendee.ask<MomentPage>('GET', at(`replay/moments?q=${encodeURIComponent(q)}`))).items;
    },
  };
}

/** Such a session that is over. */
async function aReplay() {
  const fixture = await aRecordedSession();
  await step(fixture.organizer, fixture.session.id, 'close');
  return fixture;
}

const listedReplays = async (sessionId: string) => {
  const { items } = await api.anonymous.ask<ReplayPage>('GET', '/api/replays');
  return items.filter((item) => item.sessionId === sessionId);
};

test('a session on the air is a growing playlist of its last minute; any cache may keep its segments', async () => {
  const { at } = await aRecordedSession();
  const text = (path: string) => api.anonymous.send<string>('GET', at(path));
  const { status, headers, body } = await text('recording/live.m3u8');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
  expect(headers.get('cache-control')).toBe('public, max-age=1');
  expect(body).toContain('#EXT-X-MEDIA-SEQUENCE:0');
  expect(body.match(/\.m4s/g)).toHaveLength(20);
  expect(body).not.toContain('ENDLIST');
  const segment = await text('recording/2/3.m4s');
  expect([segment.body, segment.headers.get('cache-control')]).toEqual(['segment 2 3', 'public, max-age=3600']);
  expect((await text('recording/1/init.mp4')).body).toBe('init 1');
  expect((await text('recording/2/99.m4s')).status).toBe(404);
  expect((await text('recording/1/..%2Finit.mp4')).status).toBe(422);
});

test('chapters, timeRanges and the log of a session make its replay', async () => {
  const { session, attendee, startedAt, at } = await aReplay();
  const replay = await attendee.ask<Replay>('GET', at('replay'));
  const later = new Date(startedAt + 25_000).toISOString();
  expect(replay).toMatchObject({
    durationMs: 40_000,
    open: true,
    timeRanges: [
      { startMs: 0, durationMs: 20_000 },
      { startMs: 20_000, durationMs: 20_000, at: later },
    ],
  });
  expect(replay.chapters).toHaveLength(1);
  expect((await api.anonymous.ask<Stage>('GET', at('stage'))).replay).toBe(true);
  expect(await listedReplays(session.id)).toMatchObject([{ durationMs: 40_000, pitches: 1 }]);
  const log = await attendee.ask<SessionMessage[]>('GET', at('replay/log?limit=3'));
  expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(await attendee.ask('GET', at('recording/replay.m3u8'))).toContain('#EXT-X-DISCONTINUITY');
  expect((await attendee.get(at('recording/live.m3u8'))).status, 'viewers of the broadcast see its end').toBe(200);
});

describe('captions', () => {
  test('that are no WebVTT are refused with line and rule', async () => {
    const { caption } = await aReplay();
    const webvttError = (line: number) => {
      const values = expect.objectContaining({ line }) as object;
      return expect.arrayContaining([
        expect.objectContaining({ pointer: '/captions', rule: 'webvtt', values }),
      ]) as object;
    };
    const srt = '1\n00:00:01,000 --> 00:00:02,000\nSRT\n';
    expect(await caption(srt)).toMatchObject({ status: 422, body: { errors: [{ rule: 'webvtt_header' }] } });
    const backwards = 'WEBVTT\n\n00:05.000 --> 00:04.000\nbackwards\n';
    expect(await caption(backwards)).toMatchObject({ status: 422, body: { errors: webvttError(3) } });
    expect(await caption(Buffer.from([0xff, 0xfe, 0x00]))).toMatchObject({ status: 415 });
  });

  test('of several sent at the same moment one comes after the other', async () => {
    const { caption, find } = await aReplay();
    const file = 'WEBVTT\n\n00:01.000 --> 00:02.000\n同时送来的字幕\n';
    const answers = await Promise.all(Array.from({ length: 8 }, () => caption(file)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await find('同时送来的字幕')).toHaveLength(1);
  });

  test('are set by organizers alone, and later ones take the place of earlier ones', async () => {
    const { caption, attendee, at } = await aReplay();
    expect((await attendee.send('PUT', at('replay/captions/zh'), new FormData())).status).toBe(403);
    const first = await caption('WEBVTT\n\n00:01.000 --> 00:02.000\n旧的\n');
    expect(first).toMatchObject({ status: 200, body: { cues: 1 } });
    await caption('WEBVTT\n\n00:21.000 --> 00:23.000\n<v 讲者>良率 99.5%</v>\n');
    const text = await api.anonymous.ask<string>('GET', at('replay/captions/zh.vtt'));
    expect(text).toContain('良率 99.5%');
    expect(text).not.toContain('旧的');
  });
});

describe('moments', () => {
  test('what was written is found at its moment, in the time of the recording and of the session', async () => {
    const { caption, find, attendee, startedAt, at } = await aReplay();
    await caption('WEBVTT\n\n00:01.000 --> 00:02.000\n旧的\n');
    await caption('WEBVTT\n\n00:21.000 --> 00:23.000\n<v 讲者>良率 99.5%</v>\n');
    const [question, spoken] = await find('良率');
    // Asked in the first stretch or, on a slow machine, after it: always where its own instant lies.
    const asked = Date.parse(question?.at ?? '') - startedAt;
    const expected = asked <= 20_000 ? asked : Math.min(40_000, Math.max(20_000, asked - 5_000));
    expect(question).toMatchObject({ kind: 'question', startMs: expected });
    const instant = new Date(startedAt + 26_000).toISOString();
    expect(spoken).toMatchObject({ kind: 'caption', words: '良率 99.5%', startMs: 21_000, at: instant });
    expect(await find('%')).toHaveLength(1);
    expect(await find('旧的')).toEqual([]);
    expect((await attendee.get(at('replay/moments?q='))).status).toBe(422);
  });

  test('a page of a deck is found where it was shown', async () => {
    const { find, startedAt } = await aReplay();
    const found = await find('wafer YIELD page 2');
    expect(found).toMatchObject([{ kind: 'deck', words: 'Wafer yield page 2' }]);
    expect(Date.parse(found[0]?.at ?? '')).toBeGreaterThanOrEqual(startedAt);
  });
});

test('what organizers took away is not in the replay', async () => {
  const { session, organizer, attendee, find, at } = await aRecordedSession();
  const { items } = await organizer.ask<QuestionPage>('GET', at('questions'));
  await organizer.ask('PUT', `/api/questions/${items[0]?.id}`, { state: 'dismissed' });
  await step(organizer, session.id, 'close');
  for (const client of [attendee, organizer]) {
    const log = await client.ask<SessionMessage[]>('GET', at('replay/log'));
    expect(log.filter(({ kind }) => kind === 'question')).toEqual([]);
  }
  expect(await find('功率器件的良率')).toEqual([]);
});

test("a closed replay is the organizers' alone", async () => {
  const { session, organizer, owner, caption, at } = await aReplay();
  await caption('WEBVTT\n\n00:21.000 --> 00:23.000\n良率\n');
  await organizer.ask('PUT', at('stage/audience'), { replayOpen: false });
  expect(await listedReplays(session.id)).toEqual([]);
  const kept = ['replay', 'replay/log', 'replay/moments?q=x', 'replay/captions/zh.vtt'];
  for (const path of [...kept, 'recording/replay.m3u8', 'recording/1/0.m4s']) {
    expect([path, (await owner.get(at(path))).status]).toEqual([path, 404]);
    expect([path, (await organizer.get(at(path))).status]).toEqual([path, 200]);
  }
  const { headers } = await organizer.get(at('recording/1/0.m4s'));
  expect(headers.get('cache-control')).toBe('private, no-store');
});

test('a recording hangs on a stage in the database: there is none of a negotiation', async () => {
  const insert = `INSERT INTO recording_part (session_id, part, segment_type, lease_until)
                    VALUES ($1, 1, 'fmp4', now())`;
  await expect(api.db.query(insert, [randomUUID()])).rejects.toThrow(/recording_part_session_id_fkey/);
});
