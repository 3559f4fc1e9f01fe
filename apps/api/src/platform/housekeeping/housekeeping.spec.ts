import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPerson } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { Housekeeping } from './housekeeping.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ OUTBOX: 'false' });
});
afterAll(() => api.close());

test('old keys go, those that may still be repeated stay', async () => {
  const { id } = await aPerson(api);
  await api.db.query(
    `INSERT INTO idempotency_key (person_id, key, request_hash, created_at)
       VALUES ($1, 'old', '', now() - interval '8 days'), ($1, 'young', '', now() - interval '6 days')`,
    [id],
  );
  await api.app.get(Housekeeping).sweep();
  const keys = await api.db.query('SELECT key FROM idempotency_key WHERE person_id = $1', [id]);
  expect(keys).toEqual([{ key: 'young' }]);
});

test('events delivered long ago go, what still waits stays', async () => {
  await api.db.query(
    `INSERT INTO outbox_event (type, payload, created_at, delivered_at)
       VALUES ('test.old', '{}', now() - interval '31 days', now() - interval '31 days'),
              ('test.waiting', '{}', now() - interval '31 days', NULL),
              ('test.young', '{}', now() - interval '29 days', now() - interval '29 days')`,
  );
  await api.app.get(Housekeeping).sweep();
  const events = await api.db.query(`SELECT type FROM outbox_event WHERE type LIKE 'test.%' ORDER BY id`);
  expect(events).toEqual([{ type: 'test.waiting' }, { type: 'test.young' }]);
});
