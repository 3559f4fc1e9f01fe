import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('a promise that fails with nobody waiting for it is logged, and the process goes on', async () => {
  const child = fork(join(import.meta.dirname, 'testing', 'forgotten-promise.ts'));
  const said: unknown[] = [];
  child.on('message', (logged) => said.push(logged));
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(said).toEqual([['a promise failed that nobody waited for: away']]);
});
