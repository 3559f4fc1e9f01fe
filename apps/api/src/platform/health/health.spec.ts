import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { CONFIG, type Config } from '../config/config.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('says that it is alive and ready', async () => {
  expect(await api.anonymous.get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await api.anonymous.get('/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } });
});

test('is alive but not ready while its files cannot be reached', async () => {
  const { STORAGE_DIR } = api.app.get<Config>(CONFIG);
  const restore = () => {
    rmSync(STORAGE_DIR);
    renameSync(`${STORAGE_DIR}-away`, STORAGE_DIR);
  };
  renameSync(STORAGE_DIR, `${STORAGE_DIR}-away`);
  writeFileSync(STORAGE_DIR, 'in the way');
  const during = Promise.all([api.anonymous.get('/healthz'), api.anonymous.get('/readyz')]);
  const [alive, ready] = await during.finally(restore);
  expect(alive).toMatchObject({ status: 200 });
  expect(ready).toMatchObject({ status: 503, body: { code: 'not_ready' } });
  expect(await api.anonymous.get('/readyz')).toMatchObject({ status: 200 });
});

test('shows its figures by route, never by id', async () => {
  const id = '00000000-0000-4000-8000-000000000000';
  await api.anonymous.get(`/api/sessions/${id}`);
  const { body } = await api.anonymous.get<string>('/metrics');
  expect(body).toContain('everexpo_http_request_seconds_count{method="GET",route="/api/sessions/:id",status="404"} 1');
  expect(body).not.toContain(id);
  expect(body).toContain('everexpo_sockets 0');
  const figures = async () => (await api.anonymous.get<string>('/metrics')).body;
  await expect.poll(figures).toContain('everexpo_outbox_waiting 0');
});
