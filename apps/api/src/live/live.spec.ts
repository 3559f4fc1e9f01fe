import type { Question, Stage, StageTicket, VoteResult } from '@everexpo/contracts';
import { AccessToken } from 'livekit-server-sdk';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession, nextSession } from '../testing/scenes.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let organizer: Client;
let owner: Client;
let attendee: Client;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
  [organizer, owner, attendee] = (await Promise.all(['organizer', 'owner', 'attendee'].map((name) => api.as(name)))) as [Client, Client, Client];
});
afterAll(() => api.close());

describe('the stage', () => {
  test('lets presenters and managers in before it opens, viewers only after', async () => {
    const { id } = await nextSession(api);
    expect(await owner.send('POST', `/api/sessions/${id}/stage/ticket`)).toMatchObject({ status: 200, body: { seat: 'presenter', onStage: false } });
    expect(await organizer.send('POST', `/api/sessions/${id}/stage/ticket`)).toMatchObject({ status: 200, body: { seat: 'manager' } });
    expect(await attendee.send('POST', `/api/sessions/${id}/stage/ticket`)).toMatchObject({ status: 409, body: { code: 'stage_not_open' } });
    expect(await api.anonymous.send('POST', `/api/sessions/${id}/stage/ticket`)).toMatchObject({ status: 409 });
  });

  test('refuses a step out of turn or from a screen out of date', async () => {
    const { id } = await nextSession(api);
    expect(await organizer.send('POST', `/api/sessions/${id}/stage/steps`, { action: 'next', revision: 0 })).toMatchObject({ status: 409, body: { code: 'stage_state' } });
    const opened = await organizer.send<Stage>('POST', `/api/sessions/${id}/stage/steps`, { action: 'open', revision: 0 });
    expect(opened.body).toMatchObject({ state: 'live', revision: 1 });
    const both = await Promise.all([1, 2].map(() => organizer.send('POST', `/api/sessions/${id}/stage/steps`, { action: 'next', revision: 1 })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('gives viewers tickets that can only subscribe', async () => {
    const { session } = await liveSession();
    for (const viewer of [attendee, api.anonymous]) {
      const { body } = await viewer.send<StageTicket>('POST', `/api/sessions/${session}/stage/ticket`);
      expect(grantOf(body.token)).toMatchObject({ room: `stage-${session}`, canSubscribe: true, canPublish: false, canPublishData: false });
    }
    const { body } = await owner.send<StageTicket>('POST', `/api/sessions/${session}/stage/ticket`);
    expect(grantOf(body.token)).toMatchObject({ canPublish: false });
  });
});

describe('questions', () => {
  test('count one vote a person, however often it is given', async () => {
    const { session } = await liveSession();
    const { body: question } = await attendee.create<Question>(`/api/sessions/${session}/questions`, { body: '投票会重复吗？' });
    await Promise.all([1, 2, 3, 4].map(() => owner.send('PUT', `/api/questions/${question.id}/vote`)));
    expect(await attendee.send<VoteResult>('PUT', `/api/questions/${question.id}/vote`)).toMatchObject({ body: { votes: 2 } });
    expect(await owner.send('DELETE', `/api/questions/${question.id}/vote`)).toMatchObject({ body: { votes: 1 } });
    expect(await attendee.get(`/api/sessions/${session}/questions`)).toMatchObject({ body: { total: 1, voted: [question.id] } });
  });

  test('are held to one in three seconds a person', async () => {
    const { session } = await liveSession();
    const asker = await api.as('attendee2');
    expect(await asker.create(`/api/sessions/${session}/questions`, { body: '第一个问题' })).toMatchObject({ status: 201 });
    expect(await asker.create(`/api/sessions/${session}/questions`, { body: '紧接着再问' })).toMatchObject({ status: 429, body: { code: 'too_many' } });
  });
});

describe("the media server's reports", () => {
  const report = (event: string, sessionId: string, personId: string, createdAt: number, id: string = randomUUID()) =>
    JSON.stringify({ event, id, createdAt: String(createdAt), room: { name: `stage-${sessionId}` }, participant: { identity: `presenter-${personId}` } });

  async function deliver(body: string, secret: string = mediaKeys.LIVEKIT_API_SECRET): Promise<number> {
    const token = new AccessToken(mediaKeys.LIVEKIT_API_KEY, secret);
    token.sha256 = createHash('sha256').update(body).digest('base64');
    const answer = await fetch(`${api.url}/api/media/report`, { method: 'POST', headers: { 'content-type': 'application/webhook+json', authorization: await token.toJwt() }, body });
    return answer.status;
  }

  test('are refused unsigned, with a wrong key, or changed on the way', async () => {
    const body = report('participant_joined', randomUUID(), randomUUID(), 1);
    expect(await deliver(body, 'w'.repeat(40))).toBe(401);
    const unsigned = await fetch(`${api.url}/api/media/report`, { method: 'POST', headers: { 'content-type': 'application/webhook+json' }, body });
    expect(unsigned.status).toBe(401);
  });

  test('change nothing when repeated or out of order', async () => {
    const { session: id } = await liveSession();
    await owner.send('POST', `/api/sessions/${id}/stage/ticket`);
    const [{ personId } = { personId: '' }] = await api.db.query<{ personId: string }[]>(`SELECT id AS "personId" FROM person WHERE email = 'owner@everexpo.example'`);
    const present = async () => (await api.db.query<{ present: boolean }[]>(`SELECT present FROM stage_presenter WHERE person_id = $1`, [personId]))[0]?.present;
    const joined = report('participant_joined', id, personId, 2_000_000_100);
    expect(await deliver(joined)).toBe(204);
    expect(await present()).toBe(true);
    const left = report('participant_left', id, personId, 2_000_000_200);
    expect(await deliver(left)).toBe(204);
    expect(await deliver(joined)).toBe(204);
    expect(await deliver(report('participant_joined', id, personId, 2_000_000_150))).toBe(204);
    expect(await present()).toBe(false);
  });
});

let live: string | null = null;
async function liveSession(): Promise<{ session: string }> {
  if (!live) {
    const [row] = await api.db.query<{ id: string }[]>(`SELECT session_id AS id FROM stage WHERE state = 'live' LIMIT 1`);
    live = row?.id ?? (await aLiveSession(api, organizer)).session.id;
  }
  return { session: live };
}

function grantOf(token: string): Record<string, unknown> {
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { video: Record<string, unknown> };
  return payload.video;
}
