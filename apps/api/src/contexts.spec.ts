import { afterAll, beforeAll, expect, test } from 'vitest';
import { contexts } from './contexts.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Names of the schema, sorted; extensions bring none. */
const named = async (query: string): Promise<string[]> =>
  (await api.asOwner<{ name: string }>(query)).map(({ name }) => name);

test('every table has one owner, and every view is published by one context', async () => {
  const owned = Object.values(contexts);
  const tables = await named(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY 1`,
  );
  const views = await named(`SELECT viewname AS name FROM pg_views WHERE schemaname = 'public' ORDER BY 1`);
  expect(owned.flatMap((context) => context.tables as string[]).sort()).toEqual(tables);
  expect(owned.flatMap((context) => context.views as string[]).sort()).toEqual(views);
});
