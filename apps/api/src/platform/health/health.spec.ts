import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { CONFIG, type Config } from '../config/config.ts';
import { STORAGE, type Storage } from '../storage/storage.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
const ready = () => api.anonymous.get('/readyz');

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
  const during = async () => {
    await expect.poll(ready).toMatchObject({ status: 503, body: { code: 'not_ready' } });
    expect(await api.anonymous.get('/healthz')).toMatchObject({ status: 200 });
  };
  await during().finally(restore);
  await expect.poll(ready).toMatchObject({ status: 200 });
});

test('a database whose disk is full answers questions, and is not ready', async () => {
  await api.asOwner(
    `CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$`,
  );
  await api.asOwner(
    `CREATE TRIGGER no_space BEFORE UPDATE ON readiness_probe FOR EACH ROW EXECUTE FUNCTION no_space()`,
  );
  const beside = await startTestApi({}, api);
  onTestFinished(() => beside.close());
  const full = { services: ['database'], errors: [{ pointer: '/database', rule: 'space' }] };
  expect(await beside.anonymous.get('/readyz')).toMatchObject({ status: 503, body: full });
  await api.asOwner(`DROP FUNCTION no_space CASCADE`);
  await expect.poll(() => beside.anonymous.get('/readyz')).toMatchObject({ status: 200 });
});

test('is looked at once, however many ask at the same moment', async () => {
  const beside = await startTestApi({}, api);
  onTestFinished(() => beside.close());
  const asked = Promise.withResolvers<void>();
  const check = vi.spyOn(beside.app.get<Storage>(STORAGE), 'check').mockImplementation(() => asked.promise);
  const answers = Array.from({ length: 100 }, () => beside.anonymous.get('/readyz'));
  await expect.poll(() => check.mock.calls.length).toBe(1);
  asked.resolve();
  for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ status: 200 });
  check.mockRestore();
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
