import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Agreement, DeskEntry, Home, Wall } from '@everexpo/contracts';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort } from '../../apps/launcher/src/ports.ts';
import { logPaper, paperForm, verifyPaper } from '../support/agreements.ts';
import { api, sessionCookie, signedIn } from '../support/http.ts';
import { killTree, processesOf } from '../support/kill-tree.ts';
import { newDataDir, removeDataDir, ROOT, startEverexpo, type RunningStack } from '../support/stack.ts';

const run = promisify(execFile);
const ROUNDS = 6;

describe('the whole process tree is killed in the middle of registering', () => {
  const dataDir = newDataDir();
  let stack: RunningStack;
  afterAll(async () => {
    await stack?.stop();
    removeDataDir(dataDir);
  });

  test('what was acknowledged is there, nothing is half there, and the ledger verifies', async () => {
    stack = await startEverexpo(dataDir);
    const papers = await papersToVerify(stack.url, ROUNDS);
    const acknowledged: string[] = [];
    const staff2 = await signedIn(stack.url, 'staff2');
    const requests = papers.map(async (paper) => {
      const verified = await verifyPaper(staff2, paper).catch(() => null);
      if (verified?.number) acknowledged.push(verified.number);
    });
    await Promise.race(requests);
    killTree(stack, dataDir);
    await Promise.allSettled(requests);
    expect(acknowledged.length).toBeGreaterThan(0);

    stack = await startEverexpo(dataDir, { port: stack.port });
    const staff = await signedIn(stack.url, 'staff2');
    for (const number of acknowledged) expect((await fetch(`${stack.url}/api/verify/${number}`)).status, number).toBe(200);
    const wall = await api<Wall>(stack.url, 'GET', '/api/wall');
    let registered = 0;
    for (const { id } of papers) {
      const agreement = await staff<Agreement>('GET', `/api/agreements/${id}`);
      expect(['signed', 'registered']).toContain(agreement.state);
      expect(agreement.state === 'registered').toBe(agreement.number !== null && agreement.ledgerHash !== null);
      if (agreement.state === 'registered') registered += 1;
    }
    expect(wall.count).toBe(registered);

    // The retry of what was not acknowledged, under its own key, ends in exactly one registration.
    for (const paper of papers) await verifyPaper(staff, paper);
    const file = join(dataDir, 'ledger.ndjson');
    const env = { ...process.env, DATA_DIR: dataDir, PORT: String(stack.port) };
    await run(process.execPath, ['apps/launcher/src/ledger.ts', 'export', '--out', file], { cwd: ROOT, env });
    const { stdout } = await run(process.execPath, ['apps/launcher/src/ledger.ts', 'verify', file]);
    expect(stdout).toContain(`holds: ${ROUNDS} entries`);
  });

  test('a ledger that was touched does not verify, and the first wrong entry is named', async () => {
    const file = join(dataDir, 'ledger.ndjson');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    writeFileSync(file, lines.map((line, index) => (index === 2 ? line.replace(/"document":"(.)/, (_, digit: string) => `"document":"${digit === '0' ? '1' : '0'}`) : line)).join('\n'));
    await expect(run(process.execPath, ['apps/launcher/src/ledger.ts', 'verify', file])).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/entry 3 \(KC-\d{4}-0003\)/) as string });
  });

  test('it stops in order on SIGTERM and leaves no process behind', async () => {
    expect(await stack.stop()).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('the launcher alone killed: the next start ends what it left and comes up', async () => {
    stack = await startEverexpo(dataDir, { port: stack.port });
    stack.launcher.kill('SIGKILL');
    await expect.poll(() => processesOf(dataDir).some((line) => line.includes('start.ts'))).toBe(false);
    // The API ends with its launcher; PostgreSQL and LiveKit are found and ended by the next start.
    await expect.poll(() => portIsFree(stack.port), { timeout: 15_000 }).toBe(true);
    stack = await startEverexpo(dataDir, { port: stack.port });
    expect((await fetch(`${stack.url}/readyz`)).status).toBe(200);
  });
});

test('npm itself ended by SIGTERM takes every part with it', async () => {
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir, { throughNpm: true });
  await stack.stop();
  await expect.poll(() => processesOf(dataDir), { timeout: 20_000 }).toEqual([]);
  removeDataDir(dataDir);
});

test('the development mode comes up with hot reload and leaves no process behind', async () => {
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir, { flags: ['--dev'] });
  expect(await (await fetch(stack.url)).text()).toContain('@vite/client');
  expect(await api<{ demo: boolean }>(stack.url, 'GET', '/api/me')).toMatchObject({ demo: true });
  expect(await stack.stop()).toBe(0);
  expect(processesOf(dataDir)).toEqual([]);
  removeDataDir(dataDir);
});

describe('a start that cannot be', () => {
  test('one that is called off half way leaves no process', async () => {
    const dataDir = newDataDir();
    const launcher = spawn(process.execPath, ['apps/launcher/src/start.ts'], { cwd: ROOT, env: { ...process.env, DATA_DIR: dataDir, PORT: String(await freePort()) }, stdio: 'ignore' });
    const ended = new Promise<number | null>((done) => launcher.once('exit', done));
    await expect.poll(() => processesOf(dataDir).some((text) => text.includes('bin/postgres')), { timeout: 20_000 }).toBe(true);
    launcher.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
    removeDataDir(dataDir);
  });

  test('a taken port: one line, no process', async () => {
    const dataDir = newDataDir();
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((listening) => taken.once('listening', listening));
    const port = (taken.address() as { port: number }).port;
    await expect(startEverexpo(dataDir, { port })).rejects.toThrow(`Port ${port} is taken`);
    expect(processesOf(dataDir)).toEqual([]);
    taken.close();
    removeDataDir(dataDir);
  });

  test('a data folder of another PostgreSQL: one line, no process', async () => {
    const dataDir = newDataDir();
    await run('mkdir', ['-p', join(dataDir, 'postgres')]);
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    await expect(startEverexpo(dataDir)).rejects.toThrow('is of PostgreSQL 15, this version needs 18');
    expect(processesOf(dataDir)).toEqual([]);
    removeDataDir(dataDir);
  });

  test('no LiveKit anywhere: it says so once and everything but video works', async () => {
    const dataDir = newDataDir();
    // Neither a program, nor a cache, nor Go; the release is out of reach of a closed network.
    const env = { PATH: join(ROOT, 'node_modules/.bin') + ':/usr/bin:/bin', XDG_CACHE_HOME: join(dataDir, 'cache'), EVEREXPO_LIVEKIT_RELEASES: 'http://127.0.0.1:9' };
    const stack = await startEverexpo(dataDir, { env });
    expect(stack.output()).toContain('everything but live video works');
    expect(await api<{ liveVideo: boolean }>(stack.url, 'GET', '/api/me')).toMatchObject({ liveVideo: false });
    expect((await api<Home>(stack.url, 'GET', '/api/home')).figures.projects).toBe(2350);
    await stack.stop();
    removeDataDir(dataDir);
  });
});

async function papersToVerify(url: string, count: number): Promise<DeskEntry[]> {
  const cookie = await sessionCookie(url, 'staff');
  return Promise.all(Array.from({ length: count }, (_, nth) => logPaper(url, cookie, paperForm(nth))));
}

function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
