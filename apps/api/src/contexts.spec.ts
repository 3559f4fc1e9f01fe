import { afterAll, beforeAll, expect, test } from 'vitest';
import { below, contexts, type Context } from './contexts.ts';
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

const ownerOf = new Map<string, Context>(
  (Object.keys(contexts) as Context[]).flatMap((context) =>
    [...contexts[context].tables, ...contexts[context].views].map((name) => [name as string, context] as const),
  ),
);

test('a view reads tables of its own context, and of those below what they publish', async () => {
  const reads = await api.asOwner<{ view: string; reads: string }>(
    `SELECT view_name AS view, table_name AS reads FROM information_schema.view_table_usage
      WHERE view_schema = 'public'`,
  );
  expect(new Set(reads.map(({ view }) => view)).size).toBe(
    Object.values(contexts).flatMap(({ views }) => views).length,
  );
  expect(reads.filter(({ view, reads: read }) => !mayRead(ownerOf.get(view) as Context, read))).toEqual([]);
});

function mayRead(reader: Context, name: string): boolean {
  const owner = ownerOf.get(name) as Context;
  return owner === reader || (below(reader).includes(owner) && (contexts[owner].views as string[]).includes(name));
}

test('a foreign key points to a table of its own context or of one below', async () => {
  const keys = await api.asOwner<{ key: string; from: string; to: string }>(
    `SELECT conname AS key, conrelid::regclass::text AS from, confrelid::regclass::text AS to
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  const upwards = keys.filter(({ from, to }) => {
    const [owner, target] = [ownerOf.get(from) as Context, ownerOf.get(to) as Context];
    return owner !== target && !below(owner).includes(target);
  });
  expect(upwards).toEqual([]);
});
