import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/browser/browser.ts';
import { pidsOf, processesOf } from '../support/installation/kill-tree.ts';
import { dataDirLike, firstStart, launch, ledger } from '../support/installation/launched.ts';
import { openRecordedPage } from '../support/browser/page-recorder.ts';
import { startEverexpo, type RunningStack } from '../support/installation/stack.ts';
import { until } from '../support/until.ts';

let prepared: string;
beforeAll(async () => {
  prepared = await firstStart();
});

const LAUNCHER = 'apps/launcher/src/start.ts';
const POSTGRES = 'bin/postgres -D';
const LIVEKIT = 'livekit.json';
const API = 'dist/main.js';
const MANAGED = { PostgreSQL: POSTGRES, LiveKit: LIVEKIT, API };

/** The id of each managed process. */
const managedPids = ({ dataDir }: RunningStack) =>
  Object.fromEntries(Object.entries(MANAGED).map(([name, command]) => [name, pidsOf(dataDir, command)[0]]));

const status = (url: string) =>
  fetch(url).then(
    (answer) => answer.status,
    () => 0,
  );
const untilPrinted = (stack: RunningStack, line: string) =>
  until(`"${line}" is printed`, () => stack.output().includes(line), { evidence: stack.output });

/** Every managed process answers: the database with data, the media server at the address the API names. */
async function untilWhole(stack: RunningStack): Promise<void> {
  const evidence = () => stack.output();
  await until('/readyz answers 200', async () => (await status(`${stack.url}/readyz`)) === 200, { evidence });
  await until('/api/home answers 200', async () => (await status(`${stack.url}/api/home`)) === 200, { evidence });
  const { port } = JSON.parse(readFileSync(join(stack.dataDir, 'livekit.json'), 'utf8')) as { port: number };
  await until('LiveKit answers 200', async () => (await status(`http://127.0.0.1:${port}/`)) === 200, { evidence });
}

describe('processes that are killed are started again, and all is whole', () => {
  test('one after another, and what was not killed goes on; then all at once', async () => {
    const stack = await launch(await dataDirLike(prepared));
    for (const name of Object.keys(MANAGED)) {
      const before = managedPids(stack);
      process.kill(before[name] as number, 'SIGKILL');
      await untilPrinted(stack, `${name} ended (SIGKILL); it is started again in 0.5 s.`);
      await untilPrinted(stack, `${name} runs again.`);
      await untilWhole(stack);
      const { [name]: killed, ...others } = before;
      const after = managedPids(stack);
      expect(after).toMatchObject(others);
      expect(after[name]).not.toBe(killed);
    }
    for (const pid of Object.values(managedPids(stack))) process.kill(pid as number, 'SIGKILL');
    for (const name of Object.keys(MANAGED)) {
      const again = new RegExp(`(${name} runs again[^]*){2}`);
      await until(`${name} runs again after all were killed`, () => again.test(stack.output()), {
        evidence: stack.output,
      });
    }
    await untilWhole(stack);
    expect(await stack.stop()).toBe(0);
    expect(processesOf(stack.dataDir)).toEqual([]);
  });

  test('one that ends again and again: the pauses grow, pages say so, and it comes back when it can', async () => {
    const [stack, browser] = await Promise.all([dataDirLike(prepared).then((dir) => launch(dir)), launchBrowser()]);
    onTestFinished(() => browser.close());
    const version = join(stack.dataDir, 'postgres', 'PG_VERSION');
    writeFileSync(version, '15\n');
    process.kill(managedPids(stack).PostgreSQL as number, 'SIGKILL');
    await untilPrinted(stack, 'PostgreSQL ended (SIGKILL); it is started again in 0.5 s.');
    await untilPrinted(stack, 'PostgreSQL ended (1); it is started again in 1 s.');
    await untilPrinted(stack, 'PostgreSQL ended (1); it is started again in 2 s.');
    expect(await status(`${stack.url}/healthz`)).toBe(200);
    expect(await (await fetch(`${stack.url}/readyz`)).json()).toMatchObject({
      code: 'not_ready',
      errors: [{ pointer: '/database' }],
    });
    const refused = await fetch(`${stack.url}/api/home`);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'database_unavailable' });

    const page = await openRecordedPage(browser, stack.url, null);
    await page.goto('/projects');
    await page.getByText('服务暂时不可用，正在自动重试。').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    const trouble = page.getByText('Temporarily unavailable. Retrying automatically.');
    await trouble.waitFor();

    writeFileSync(version, '18\n');
    await untilPrinted(stack, 'PostgreSQL runs again.');
    await page.locator('a[href^="/projects/"]').first().waitFor();
    await trouble.waitFor({ state: 'detached' });
    await untilWhole(stack);
  });
});

describe('a second start on a data folder in use', () => {
  test('says which process and address has it, and touches nothing', async () => {
    const dataDir = await dataDirLike(prepared);
    const stack = await launch(dataDir);
    const before = managedPids(stack);
    const [launcher] = pidsOf(dataDir, LAUNCHER);
    const refusal = `The data folder ${dataDir} is in use by process ${launcher} at ${stack.url}: end that first`;
    await expect(startEverexpo(dataDir)).rejects.toThrow(refusal);
    await expect(startEverexpo(dataDir, { port: stack.port })).rejects.toThrow(refusal);
    expect(managedPids(stack)).toEqual(before);
    await untilWhole(stack);
    expect(await stack.stop()).toBe(0);
    expect(existsSync(join(dataDir, 'launcher.lock'))).toBe(false);
  });

  test('two at once: one comes up, the other names it', async () => {
    const dataDir = await dataDirLike(prepared);
    const starts = await Promise.allSettled([launch(dataDir), launch(dataDir)]);
    const refused = starts.filter((start) => start.status === 'rejected');
    expect(refused.map(({ reason }) => String(reason))).toEqual([expect.stringContaining('is in use by process')]);
    await untilWhole(
      (starts.find((start) => start.status === 'fulfilled') as PromiseFulfilledResult<RunningStack>).value,
    );
  });

  test('a lock whose process id is that of another program is none', async () => {
    const dataDir = await dataDirLike(prepared);
    const other = spawn('sleep', ['infinity']);
    onTestFinished(() => void other.kill());
    const lock = { pid: other.pid, startedAt: '1', url: 'http://localhost:1' };
    writeFileSync(join(dataDir, 'launcher.lock'), JSON.stringify(lock));
    await ledger(dataDir, 'export', '--out', join(dataDir, 'ledger.ndjson'));
    expect(other.exitCode ?? other.signalCode).toBeNull();
  });
});
