import type { Question, Stage, StageTicket, VoteResult } from '@everexpo/contracts';
import { AccessToken } from 'livekit-server-sdk';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession, aPerson, aSession } from '../testing/builders/index.ts';
import { clientOf, guestCookie } from '../testing/clients/client.ts';
import { mediaKeys, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
});
afterAll(() => api.close());

describe('the stage', () => {
  test('lets presenters and managers in before it opens, viewers only after', async () => {
    const { session, organizer } = await aSession(api);
    const path = `/api/sessions/${session.id}/stage/ticket`;
    const owner = session.pitches[0]?.owner.client;
    const attendee = await aPerson(api);
    expect(await owner?.ask('POST', path)).toMatchObject({ seat: 'presenter', onStage: false });
    expect(await organizer.client.ask('POST', path)).toMatchObject({ seat: 'manager' });
    for (const viewer of [attendee.client, api.anonymous]) {
      expect(await viewer.send('POST', path)).toMatchObject({ status: 409, body: { code: 'stage_not_open' } });
    }
  });

  test('refuses a step out of turn or from a screen out of date', async () => {
    const { session, organizer } = await aSession(api);
    const step = (action: string, revision: number, more = {}) =>
      organizer.client.send<Stage>('POST', `/api/sessions/${session.id}/stage/steps`, { action, revision, ...more });
    expect(await step('next', 0)).toMatchObject({ status: 409, body: { code: 'stage_state' } });
    expect((await step('open', 0)).body).toMatchObject({ state: 'live', revision: 1 });
    const both = await Promise.all([1, 2].map(() => step('next', 1, { confirmAbsent: true })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('gives viewers, and presenters who are not on stage, tickets that can only subscribe', async () => {
    const { session } = await aLiveSession(api);
    const attendee = await aPerson(api);
    const room = `stage-${session.id}`;
    const grant = async (client: typeof api.anonymous) =>
      grantOf((await client.ask<StageTicket>('POST', `/api/sessions/${session.id}/stage/ticket`)).token);
    expect(
      await api.anonymous.send('POST', `/api/sessions/${session.id}/stage/ticket`),
      'who is no guest yet would take a seat with every call',
    ).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    for (const viewer of [attendee.client, clientOf(api.url, await guestCookie(api.url))]) {
      expect(await grant(viewer)).toMatchObject({ room, canSubscribe: true, canPublish: false, canPublishData: false });
    }
    expect(await grant(session.pitches[0]?.owner.client ?? api.anonymous)).toMatchObject({ room, canPublish: false });
  });
});

describe('questions', () => {
  test('count one vote a person, however often it is given', async () => {
    const { session } = await aLiveSession(api);
    const [asker, voter] = [(await aPerson(api)).client, (await aPerson(api)).client];
    const path = `/api/sessions/${session.id}/questions`;
    const question = await asker.ask<Question>('POST', path, { body: '投票会重复吗？' });
    const vote = `/api/questions/${question.id}/vote`;
    await Promise.all([1, 2, 3, 4].map(() => voter.send('PUT', vote)));
    expect(await asker.ask<VoteResult>('PUT', vote)).toMatchObject({ votes: 2 });
    expect(await voter.ask<VoteResult>('DELETE', vote)).toMatchObject({ votes: 1 });
    expect(await asker.ask('GET', path)).toMatchObject({ total: 1, voted: [question.id] });
  });

  test('are held to one in three seconds a person', async () => {
    const { session } = await aLiveSession(api);
    const { client, id } = await aPerson(api);
    const ask = (body: string) => client.create<Question>(`/api/sessions/${session.id}/questions`, { body });
    const { body: first } = await ask('第一个问题');
    const move = (seconds: number) =>
      api.asOwner(`UPDATE question SET asked_at = now() + make_interval(secs => $3) WHERE id = $1 AND author_id = $2`, [
        first.id,
        id,
        seconds,
      ]);
    // Still to come, as the database sees it: no pause of a slow machine is long enough then.
    await move(60);
    expect(await ask('紧接着再问')).toMatchObject({ status: 429, body: { code: 'too_many' } });
    await move(-3);
    expect(await ask('三秒之后再问')).toMatchObject({ status: 201 });
  });
});

describe("the media server's reports", () => {
  const report = (event: string, sessionId: string, personId: string, createdAt: number) =>
    JSON.stringify({
      event,
      id: randomUUID(),
      createdAt: String(createdAt),
      room: { name: `stage-${sessionId}` },
      participant: { identity: `presenter-${personId}` },
    });

  async function signed(body: string, secret: string = mediaKeys.LIVEKIT_API_SECRET): Promise<string> {
    const token = new AccessToken(mediaKeys.LIVEKIT_API_KEY, secret);
    token.sha256 = createHash('sha256').update(body).digest('base64');
    return token.toJwt();
  }

  async function deliver(body: string, authorization?: string): Promise<number> {
    const headers = { 'content-type': 'application/webhook+json', ...(authorization ? { authorization } : {}) };
    return (await fetch(`${api.url}/api/media/report`, { method: 'POST', headers, body })).status;
  }

  test('are refused unsigned, with a wrong key, or changed on the way', async () => {
    const { session } = await aLiveSession(api);
    const owner = session.pitches[0]?.owner;
    const body = report('participant_joined', session.id, owner?.id ?? '', 1);
    expect(await deliver(body)).toBe(401);
    expect(await deliver(body, await signed(body, 'w'.repeat(40)))).toBe(401);
    const changed = report('participant_left', session.id, owner?.id ?? '', 1);
    expect(await deliver(changed, await signed(body))).toBe(401);
  });

  test('change nothing when repeated or out of order', async () => {
    const { session } = await aLiveSession(api);
    const owner = session.pitches[0]?.owner;
    await owner?.client.ask('POST', `/api/sessions/${session.id}/stage/ticket`);
    const present = async () => {
      const sql = `SELECT present FROM stage_presenter WHERE session_id = $1 AND person_id = $2`;
      return (await api.asOwner<{ present: boolean }>(sql, [session.id, owner?.id]))[0]?.present;
    };
    const of = (event: string, at: number) => report(event, session.id, owner?.id ?? '', at);
    const send = async (body: string) => deliver(body, await signed(body));
    const joined = of('participant_joined', 2_000_000_100);
    expect(await send(joined)).toBe(204);
    expect(await present()).toBe(true);
    expect(await send(of('participant_left', 2_000_000_200))).toBe(204);
    expect(await send(joined)).toBe(204);
    expect(await send(of('participant_joined', 2_000_000_150))).toBe(204);
    expect(await present()).toBe(false);
  });
});

function grantOf(token: string): Record<string, unknown> {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(payload) as { video: Record<string, unknown> }).video;
}
