import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPerson, aSession } from '../../testing/builders/index.ts';
import { UnitOfWork } from '../../platform/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { claimDeck, releaseDeck } from './draw-decks.ts';

let api: TestApi;
let work: UnitOfWork;
beforeAll(async () => {
  // A node that draws nothing by itself.
  api = await startTestApi({ OUTBOX: 'false' });
  work = new UnitOfWork(api.db);
});
afterAll(() => api.close());

/** Decks that wait to be drawn, each of a project of one new owner. */
async function someDecks(names: string[]): Promise<void> {
  const owner = await aPerson(api, { roles: ['owner'] });
  const { session } = await aSession(api, { owners: names.map(() => owner) });
  for (const [index, name] of names.entries()) {
    await api.asOwner(`INSERT INTO deck (sha256, pages) VALUES ($1, 1)`, [name]);
    const project = session.pitches[index]?.project.id;
    await api.asOwner(`UPDATE project SET deck_sha256 = $2 WHERE id = $1`, [project, name]);
  }
}

test('decks are drawn in turn by owner; one that was replaced comes last', async () => {
  await api.asOwner(`UPDATE deck SET error = 'damaged', error_page = 1`);
  await api.asOwner(`INSERT INTO deck (sha256, pages) VALUES ('0 replaced', 1)`);
  await someDecks(['a1', 'a2', 'a3']);
  await someDecks(['b1']);
  await someDecks(['c1', 'c2']);
  const order: string[] = [];
  for (let deck = await claimDeck(work); deck; deck = await claimDeck(work)) order.push(deck.sha256);
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3', '0 replaced']);
});

test('a deck that is let go after some pages can be taken at once, and waits for the turns of others', async () => {
  await api.asOwner(`UPDATE deck SET error = 'damaged', error_page = 1`);
  await someDecks(['long']);
  await someDecks(['other']);
  expect((await claimDeck(work))?.sha256).toBe('long');
  await releaseDeck(work, 'long');
  const order = [await claimDeck(work), await claimDeck(work), await claimDeck(work)];
  expect(order.map((deck) => deck?.sha256)).toEqual(['other', 'long', undefined]);
});
