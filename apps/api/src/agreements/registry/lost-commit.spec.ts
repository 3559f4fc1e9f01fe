import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { DeskEntry, LedgerPage } from '@everexpo/contracts';
import { anEdition, aPaper } from '../../testing/builders/index.ts';
import { addressesOf } from '../../testing/copy-database.ts';
import { PostgresProxy } from '../../testing/services/postgres-proxy.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

/** Tells the registration's own connection from those of other work. */
const KEY = 'lost-reply-key';

let direct: TestApi;
let api: TestApi;
let proxy: PostgresProxy;

beforeAll(async () => {
  direct = await startTestApi();
  proxy = await PostgresProxy.start(inject('databaseUrl'));
  const { appUrl } = addressesOf(inject('databaseUrl'), direct.database);
  api = await startTestApi({ DATABASE_URL: proxy.through(appUrl) }, direct);
});
afterAll(async () => {
  await api.close();
  proxy.stop();
  await direct.close();
});

test('a connection cut between commit and reply: the retry gives the same number, and there is one entry', async () => {
  const edition = await anEdition(api).current().build();
  const { colleague, entry } = await aPaper(api);
  const verify = () =>
    colleague.client.create<DeskEntry>(`/api/agreements/paper/${entry.id}/verify`, { version: 1 }, KEY);
  const committed = proxy.whenHeld(KEY, 'committed');
  const [lost] = await Promise.all([verify(), committed.then(({ cut }) => cut())]);
  expect(lost).toMatchObject({ status: 503, body: { code: 'database_unavailable' } });
  const replies = await Promise.all([1, 2, 3].map(verify));
  const expected = `200 ${edition.code}-0001`;
  expect(replies.map(({ status, body }) => `${status} ${body.number}`)).toEqual([expected, expected, expected]);
  const { items } = await api.anonymous.ask<LedgerPage>('GET', `/api/ledger/${edition.code}`);
  expect(items).toHaveLength(1);
});
