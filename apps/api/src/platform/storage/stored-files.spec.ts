import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newTempFolder } from '../../../../../tests/support/temp-folder.ts';
import { filesUnder } from '../../testing/files.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { CONFIG, type Config } from '../config/config.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { notFound } from '../problems/problem.ts';
import { FileSweeper } from './file-sweeper.ts';
import { STORAGE, type Storage } from './storage.ts';
import { StoredFiles, type NewFile } from './stored-files.ts';

const folder = newTempFolder('stored');
let api: TestApi;
let files: StoredFiles;
let sweeper: FileSweeper;
let work: UnitOfWork;
/** What stands for the rows of a context. */
const rows = new Set<string>();
beforeAll(async () => {
  api = await startTestApi({ STORAGE_DIR: folder, OUTBOX: 'false', UPLOAD_MB_PER_DAY: '1' });
  [files, sweeper, work] = [api.app.get(StoredFiles), api.app.get(FileSweeper), api.app.get(UnitOfWork)];
  sweeper.register({ prefix: 'test/', named: (_tx, keys) => Promise.resolve(keys.filter((key) => rows.has(key))) });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

const newFile = (bytes = 10, personId?: string): NewFile => ({
  key: `test/${randomUUID()}`,
  content: Buffer.alloc(bytes, 1),
  type: 'text/plain',
  personId,
});
const age = (key: string, minutes = 61) =>
  api.asOwner(`UPDATE stored_file SET saved_at = saved_at - make_interval(mins => $2) WHERE key = $1`, [key, minutes]);
const rowsOf = (key: string) =>
  api.asOwner<{ xmax: string }>(`SELECT xmax::text FROM stored_file WHERE key = $1`, [key]);
const there = ({ key }: NewFile) => filesUnder(folder).includes(key);

test('what no row names goes after an hour; what one names, or is younger, stays', async () => {
  const [orphan, named, young] = [newFile(), newFile(), newFile()];
  for (const file of [orphan, named, young]) await files.save(file);
  rows.add(named.key);
  for (const { key } of [orphan, named]) await age(key);
  await sweeper.run();
  expect([orphan, named, young].map(there)).toEqual([false, true, true]);
});

test('the hour begins once a file may have been put: one that takes longer is not swept meanwhile', async () => {
  const path = join(folder, 'eight-hours.mp4');
  writeFileSync(path, '');
  truncateSync(path, 6_800_000_000);
  const { key } = newFile();
  const [put, started] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const putFile = () => {
    started.resolve();
    return put.promise;
  };
  const slow = Object.assign(Object.create(api.app.get<Storage>(STORAGE)) as Storage, { putFile });
  const saving = new StoredFiles(work, sweeper, slow, api.app.get<Config>(CONFIG)).save({
    key,
    content: { path },
    type: 'video/mp4',
  });
  await started.promise;
  await age(key, 110);
  await sweeper.run();
  put.resolve();
  await saving;
  await sweeper.run();
  await work.system('test', (tx) => files.pin(tx, key));
  await age(key, 70);
  await sweeper.run();
  expect(await rowsOf(key)).toEqual([]);
});

test('of files that are named none is locked, however often they are looked at', async () => {
  const named = newFile();
  await files.save(named);
  rows.add(named.key);
  await age(named.key);
  const before = await rowsOf(named.key);
  await sweeper.run();
  expect(await rowsOf(named.key)).toEqual(before);
});

test('a file that cannot be removed holds up no other, and a kind that cannot be asked no other kind', async () => {
  const [stuck, other, unknown] = [newFile(), newFile(), { ...newFile(), key: `unknown/${randomUUID()}` }];
  const later = { ...newFile(), key: `later/${randomUUID()}` };
  sweeper.register({ prefix: 'unknown/', named: () => Promise.reject(new Error('nobody knows')) });
  sweeper.register({ prefix: 'later/', named: () => Promise.resolve([]) });
  for (const file of [stuck, other, unknown, later]) {
    await files.save(file);
    await age(file.key);
  }
  // A folder is no file: removing it fails.
  rmSync(join(folder, stuck.key));
  mkdirSync(join(folder, stuck.key));
  await sweeper.run();
  expect([other, unknown, later].map(there)).toEqual([false, true, false]);
  expect(await rowsOf(stuck.key)).toHaveLength(1);
});

test('what a transaction holds is not swept, and what is gone cannot be held', async () => {
  const file = newFile();
  await files.save(file);
  await age(file.key);
  await work.system('test', async (tx) => {
    await files.pin(tx, file.key);
    await sweeper.run();
    expect(there(file)).toBe(true);
  });
  await sweeper.run();
  expect(there(file)).toBe(false);
  const late = work.system('test', (tx) => files.pin(tx, file.key));
  await expect(late).rejects.toMatchObject({ status: 503, code: 'busy' });
  await files.save(file);
  await work.system('test', (tx) => files.pin(tx, file.key));
  expect(there(file)).toBe(true);
});

test('when the transaction that would name it is refused, a file goes at once; one that is named stays', async () => {
  const [refused, other] = [newFile(), newFile()];
  rows.add(other.key);
  const refusing = (file: NewFile) => files.saveFor(file, () => Promise.reject(notFound('meeting')));
  await expect(refusing(refused)).rejects.toMatchObject({ status: 404 });
  await expect(refusing(other)).rejects.toMatchObject({ status: 404 });
  expect([refused, other].map(there)).toEqual([false, true]);
});

test('a process that died between keeping and naming leaves what is swept; a lost commit keeps it', async () => {
  const file = newFile();
  const lost = files.saveFor(file, () => Promise.reject(new Error('the connection was cut')));
  await expect(lost).rejects.toThrow('cut');
  expect(there(file)).toBe(true);
  await age(file.key);
  await sweeper.run();
  expect(there(file)).toBe(false);
});

test('what one person sends in a day has a limit, also when it comes at once; the same again counts once', async () => {
  const person = randomUUID();
  const large = Array.from({ length: 5 }, () => newFile(300_000, person));
  const outcomes = await Promise.allSettled(large.map((file) => files.save(file)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  const refused = outcomes.find(({ status }) => status === 'rejected');
  expect(refused).toMatchObject({ reason: { status: 429, code: 'upload_quota', retryAfterSeconds: 3_600 } });
  const kept = large[outcomes.findIndex(({ status }) => status === 'fulfilled')] as NewFile;
  await files.save(kept);
  await files.save(newFile(300_000, randomUUID()));
  expect(filesUnder(folder)).toContain(kept.key);
  expect(large.filter(there)).toHaveLength(3);
});

test('what a write that was broken off has left is swept when it is old', async () => {
  const aside = join(folder, '.part');
  mkdirSync(aside, { recursive: true });
  for (const name of ['old', 'young']) writeFileSync(join(aside, name), 'part of a file');
  const old = Date.now() / 1000 - 61 * 60;
  utimesSync(join(aside, 'old'), old, old);
  await sweeper.run();
  expect(readdirSync(aside)).toEqual(['young']);
});
