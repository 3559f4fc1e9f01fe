import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newTempFolder } from '../../../../../tests/support/temp-folder.ts';
import { changeAtOnce } from '../soaks/at-once.ts';
import { fuzz } from '../soaks/fuzz.ts';
import { startTestApi, type TestApi } from '../test-api.ts';

const size = Number(process.env.FUZZ_SIZE ?? 800);
const seed = Number(process.env.FUZZ_SEED ?? 1);

/** With the demo's documents and decks, which the operations that send files find. */
const files = newTempFolder('fuzz');
let api: TestApi;
beforeAll(async () => {
  cpSync(inject('filesDir'), files, { recursive: true });
  api = await startTestApi({ STORAGE_DIR: files });
});
afterAll(async () => {
  await api.close();
  rmSync(files, { recursive: true, force: true });
});

test('whatever is sent to an operation of the OpenAPI document, none answers 5xx', async () => {
  console.log(`the same again: FUZZ_SEED=${seed} FUZZ_SIZE=${size}; at full size: npm run soak -- fuzz --seed ${seed}`);
  const startedAt = performance.now();
  const { operations, requests, statuses } = await fuzz(api, { size, seed, log: console.log });
  console.log(
    `${requests} requests to ${operations} operations in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ` +
      JSON.stringify(statuses),
  );
  expect(operations).toBeGreaterThan(200);
  expect(statuses['200'], 'requests that came through').toBeGreaterThan(requests / 20);
});

test('the same PUT ten times at once answers 500 at none of them', async () => {
  const changed = await changeAtOnce(api, { each: 3, copies: 10, seed });
  console.log(`${changed} changes came through`);
  expect(changed).toBeGreaterThan(100);
});
