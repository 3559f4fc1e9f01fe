import type { Agreement, Home, Wall } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aCurrentEdition,
  aMeetingOfTheCurrentEdition,
  actOn,
  anEdition,
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
    expect((await home()).newest.map(({ number }) => number)).toEqual([second.number, first.number]);
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
    const { owner, edition } = await aCurrentEdition(api);
    const session = edition.sessions[0] as BuiltSession;
    const { client } = await aPerson(api, { roles: ['organizer'] });
    await step(client, session.id, 'open');
    const stage = await step(client, session.id, 'next');
    const { live, next } = await home();
    expect(live.map(({ id, now }) => [id, now?.position, now?.startedAt, now?.ownerName, now?.deck])).toEqual([
      [session.id, 1, stage.pitchStartedAt, owner.name, null],
    ]);
    expect(next).toEqual([]);
  });

  test('says how far the edition is, and counts the sessions of its programme: cancelled ones are none', async () => {
    const builder = anEdition(api).withSession({ pitches: 2, field: 'energy' }).withSession({ field: 'materials' });
    const edition = await builder.withSession({ startsIn: 60 }).current().build();
    const [first, second, third] = edition.sessions as [BuiltSession, BuiltSession, BuiltSession];
    await api.asOwner(`UPDATE session SET cancelled_at = now() WHERE id = $1`, [third.id]);
    const before = await home();
    expect([before.phase, before.opensAt, before.figures.sessions]).toEqual(['before', first.startsAt, 2]);
    // Of each field the first that is to be pitched, with the session that it is pitched in.
    const chosen = new Map(before.projects.map(({ field, ...project }) => [field, project]));
    expect([...chosen.keys()].sort()).toEqual(['energy', 'materials']);
    expect(chosen.get('energy')).toMatchObject({
      id: first.pitches[0]?.project.id,
      sessionId: first.id,
      pitchAt: first.startsAt,
    });

    await api.asOwner(
      `UPDATE session SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'
       WHERE edition_id = $1`,
      [edition.id],
    );
    const over = await home();
    expect([over.phase, over.next.length, over.projects]).toEqual(['after', 0, []]);
    await api.asOwner(`UPDATE pitch SET begun = true WHERE session_id = $1 AND position = 2`, [first.id]);
    expect((await home()).projects.map(({ id }) => id)).toEqual([first.pitches[1]?.project.id]);
    await api.asOwner(`UPDATE session SET state = 'live' WHERE id = $1`, [second.id]);
    expect((await home()).phase).toBe('during');
  });

  test('while an edition has few agreements, the wall has the last edition’s beside them', async () => {
    const fixture = await aMeetingOfTheCurrentEdition(api);
    const { agreement } = await aRegisteredAgreement(api, { fixture });
    await api.asOwner(`UPDATE edition SET starts_on = starts_on - 30 WHERE id = $1`, [fixture.edition.id]);
    await aCurrentEdition(api);
    const wall = await api.anonymous.ask<Wall>('GET', '/api/wall');
    expect([wall.count, wall.newest, wall.previous?.newest.map(({ number }) => number)]).toEqual([
      0,
      [],
      [agreement.number],
    ]);
  });
});
