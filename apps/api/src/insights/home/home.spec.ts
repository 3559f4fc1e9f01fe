import type { Agreement, Home, Wall } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aCurrentEdition,
  aMeetingOfTheCurrentEdition,
  actOn,
  aPerson,
  aRegisteredAgreement,
  signAs,
  someTerms,
  step,
  type BuiltSession,
} from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const home = () => api.anonymous.ask<Home>('GET', '/api/home');

/** Number and public amount of the agreements, as the front page and as the wall show them. */
async function shown() {
  const [{ figures }, wall] = await Promise.all([home(), api.anonymous.ask<Wall>('GET', '/api/wall')]);
  return {
    home: [figures.agreements, figures.amountFen],
    wall: [wall.count, wall.amountFen],
  };
}

describe('the front page', () => {
  test('counts the agreements that the wall counts: completed ones stay, amended ones give way', async () => {
    const fixture = await aRegisteredAgreement(api, { fixture: await aMeetingOfTheCurrentEdition(api) });
    const { agreement: first, owner, investor } = fixture;
    const { agreement: second } = await aRegisteredAgreement(api, { fixture });
    const both = [2, 2 * someTerms.amountFen];
    expect(await shown()).toEqual({ home: both, wall: both });

    await actOn(owner, first, 'complete', { reason: '约定事项均已完成' });
    const completed = await actOn(investor, first, 'complete', { reason: '同意完成' });
    expect(completed.body.state).toBe('completed');
    expect(await shown()).toEqual({ home: both, wall: both });

    const { body: draft } = await owner.client.create<Agreement>(`/api/agreements/${second.id}/amendments`);
    const ready = await actOn(owner, draft, 'submit').then(() => actOn(investor, draft, 'approve'));
    await signAs(api, owner, ready.body);
    expect((await signAs(api, investor, ready.body)).state).toBe('registered');
    expect(await shown()).toEqual({ home: both, wall: both });
  });

  test('shows what is on now, with the pitch and since when', async () => {
    const { edition } = await aCurrentEdition(api);
    const session = edition.sessions[0] as BuiltSession;
    const { client } = await aPerson(api, { roles: ['organizer'] });
    await step(client, session.id, 'open');
    const stage = await step(client, session.id, 'next');
    const { live, next } = await home();
    expect(live.map(({ id, now }) => [id, now?.position, now?.startedAt])).toEqual([
      [session.id, 1, stage.pitchStartedAt],
    ]);
    expect(next).toEqual([]);
  });
});
