import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { Housekeeping } from './housekeeping.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ OUTBOX: 'false' });
});
afterAll(() => api.close());

test('old keys and delivered events go, what may still be needed stays', async () => {
  const [person] = await api.db.query<{ id: string }[]>('SELECT id FROM person LIMIT 1');
  await api.db.query(`INSERT INTO idempotency_key (person_id, key, request_hash, created_at) VALUES ($1, 'old', '', now() - interval '8 days'), ($1, 'new', '', now())`, [person?.id]);
  await api.db.query(`INSERT INTO outbox_event (type, payload, created_at, delivered_at) VALUES
    ('old', '{}', now() - interval '31 days', now() - interval '31 days'), ('waiting', '{}', now() - interval '31 days', NULL), ('new', '{}', now(), now())`);
  await api.app.get(Housekeeping).sweep();
  expect(await api.db.query('SELECT key FROM idempotency_key')).toEqual([{ key: 'new' }]);
  expect(await api.db.query('SELECT type FROM outbox_event ORDER BY id')).toEqual([{ type: 'waiting' }, { type: 'new' }]);
});
