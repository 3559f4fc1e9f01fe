import type { MyPitch } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anEdition, aPerson, type BuiltSession } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('an owner reads when and where their projects are pitched, those to come first; nobody else does', async () => {
  const [owner, other, investor] = await Promise.all([
    aPerson(api, { roles: ['owner'] }),
    aPerson(api, { roles: ['owner'] }),
    aPerson(api, { roles: ['investor'] }),
  ]);
  const builder = anEdition(api).withSession({ owners: [owner] });
  const edition = await builder.withSession({ owners: [other, owner], startsIn: 60 }).build();
  const [was, next] = edition.sessions as [BuiltSession, BuiltSession];
  await api.asOwner(`UPDATE pitch SET begun = true WHERE session_id = $1`, [was.id]);
  await api.asOwner(`UPDATE session SET state = 'ended' WHERE id = $1`, [was.id]);

  const { items } = await owner.client.ask<{ items: MyPitch[] }>('GET', '/api/my-pitches');
  expect(items.map(({ session, begun }) => [session.id, session.over, begun])).toEqual([
    [next.id, false, false],
    [was.id, true, true],
  ]);
  const [first] = items;
  const before = items[0]?.minutes ?? 0;
  expect(first?.project).toMatchObject({ id: next.pitches[1]?.project.id, hasDeck: false });
  // As long as the pitch before it takes, after the session has begun.
  expect(first?.pitchAt).toBe(new Date(Date.parse(next.startsAt) + before * 60_000).toISOString());

  const others = await other.client.ask<{ items: MyPitch[] }>('GET', '/api/my-pitches');
  expect(others.items.map(({ position }) => position)).toEqual([1]);
  expect((await investor.client.send('GET', '/api/my-pitches')).status).toBe(403);
});
