import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Agreement, DeskEntry, Home, Wall } from '@everexpo/contracts';
import pg from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { aPerson, clientOf, paperForm, paperUpload } from '../../apps/api/src/testing/builders/index.ts';
import { readSettings } from '../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../apps/launcher/src/data/with-database.ts';
import { processesOf, killTree } from '../support/installation/kill-tree.ts';
import { dataDirLike, firstStart, hostOf, launch, ledger } from '../support/installation/launched.ts';
import { until } from '../support/until.ts';
import { ROOT, startEverexpo } from '../support/installation/stack.ts';

const PAPERS = 6;

let prepared: string;
beforeAll(async () => {
  prepared = await firstStart();
});

test('all is killed in the middle of registering: what was acknowledged is there, nothing is half there', async () => {
  const dataDir = await dataDirLike(prepared);
  const stack = await launch(dataDir);
  const host = hostOf(stack);
  const [staff, colleague] = [await aPerson(host, { roles: ['staff'] }), await aPerson(host, { roles: ['staff'] })];
  const papers: DeskEntry[] = [];
  for (let index = 0; index < PAPERS; index += 1) {
    const form = paperForm({ title: `现场签署的协议 ${index}`, amountFen: 100_000 + index });
    papers.push(await staff.client.ask('POST', '/api/agreements/paper', paperUpload(form)));
  }
  const verify = ({ id, version }: DeskEntry, client = colleague.client) =>
    client.create<DeskEntry>(`/api/agreements/paper/${id}/verify`, { version }, `verify-${id}`);
  const acknowledged: string[] = [];
  const register = async (paper: DeskEntry) => {
    const answer = await verify(paper).catch(() => null);
    if (answer?.body.number) acknowledged.push(answer.body.number);
  };
  const half = PAPERS / 2;
  await Promise.all(papers.slice(0, half).map(register));
  expect(acknowledged).toHaveLength(half);
  const unlock = await lockLedger(dataDir);
  const others = papers.slice(half).map(register);
  await until('a registration has begun and waits for the ledger', async () => {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM ledger_head%'`;
    return (await host.asOwner(waiting)).length > 0;
  });
  killTree(dataDir);
  await Promise.all([...others, unlock()]);

  const again = await launch(dataDir);
  const client = clientOf(again.url, colleague.cookie);
  for (const number of acknowledged) expect((await client.get(`/api/verify/${number}`)).status, number).toBe(200);
  const states: Agreement[] = [];
  for (const { id } of papers) states.push(await client.ask('GET', `/api/agreements/${id}`));
  for (const { state, number, ledgerHash } of states) {
    expect(['signed', 'registered']).toContain(state);
    expect(number !== null && ledgerHash !== null).toBe(state === 'registered');
  }
  const registered = states.filter(({ state }) => state === 'registered');
  expect((await client.ask<Wall>('GET', '/api/wall')).count).toBe(registered.length);

  // The retry of what was not acknowledged, under its own key, ends in exactly one registration.
  for (const paper of papers) expect(await verify(paper, client)).toMatchObject({ body: { state: 'registered' } });
  const file = join(dataDir, 'ledger.ndjson');
  await ledger(dataDir, 'export', '--out', file);
  expect((await ledger(dataDir, 'verify', file)).stdout).toContain(`holds: ${PAPERS} entries`);
});

/** Keeps every registration waiting in the midst of its transaction, until it is unlocked or the database is gone. */
function lockLedger(dataDir: string): Promise<() => Promise<void>> {
  return withDatabase(readSettings({ DATA_DIR: dataDir }), async (address) => {
    const client = new pg.Client({ connectionString: address });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM ledger_head FOR UPDATE');
    return () => client.end().catch(() => undefined);
  });
}

test('the ledger is exported from the stopped system too; a touched one names its first wrong entry', async () => {
  const dataDir = await dataDirLike(prepared);
  const file = join(dataDir, 'ledger.ndjson');
  const lastYear = `KC-${new Date(Date.now() + 8 * 3_600_000).getUTCFullYear() - 1}`;
  await ledger(dataDir, 'export', '--edition', lastYear, '--out', file);
  expect((await ledger(dataDir, 'verify', file)).stdout).toMatch(new RegExp(`^holds: \\d+ entries of ${lastYear}`));
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const other = (digit: string) => (digit === '0' ? '1' : '0');
  const touched = lines.map((line) =>
    line.includes('"seq":3,')
      ? line.replace(/"document":"(.)/, (_, digit: string) => `"document":"${other(digit)}`)
      : line,
  );
  writeFileSync(file, touched.join('\n'));
  await expect(ledger(dataDir, 'verify', file)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/entry 3 \(KC-\d{4}-0003\)/) as string,
  });
});

test('SIGTERM: it stops in order and leaves no process behind', async () => {
  const dataDir = await dataDirLike(prepared);
  const stack = await launch(dataDir);
  expect(await stack.stop()).toBe(0);
  expect(processesOf(dataDir)).toEqual([]);
});

test('the launcher alone killed: the next start at the same port ends what it left, and comes up', async () => {
  const dataDir = await dataDirLike(prepared);
  const stack = await launch(dataDir);
  stack.launcher.kill('SIGKILL');
  // The API ends with its launcher; PostgreSQL and LiveKit are found and ended by the next start.
  await expect.poll(() => processesOf(dataDir).filter((line) => /start\.ts|main\.js/.test(line))).toEqual([]);
  expect(processesOf(dataDir).some((line) => line.includes('postgres'))).toBe(true);
  const again = await launch(dataDir, { port: stack.port });
  expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
});

test('npm itself ended by SIGTERM takes every part with it', async () => {
  const dataDir = await dataDirLike(prepared);
  const stack = await launch(dataDir, { throughNpm: true });
  await stack.stop();
  await expect.poll(() => processesOf(dataDir)).toEqual([]);
});

test('the development mode comes up with hot reload and leaves no process behind', async () => {
  const dataDir = await dataDirLike(prepared);
  const stack = await launch(dataDir, { flags: ['--dev'] });
  expect(await (await fetch(stack.url)).text()).toContain('@vite/client');
  expect(await (await fetch(`${stack.url}/api/me`)).json()).toMatchObject({ demo: true });
  expect(await stack.stop()).toBe(0);
  expect(processesOf(dataDir)).toEqual([]);
});

describe('a start that cannot be', () => {
  test('one that is cancelled half way leaves no process', async () => {
    const dataDir = await dataDirLike();
    const launcher = spawn(process.execPath, ['apps/launcher/src/start.ts'], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: dataDir, PORT: '0' },
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((done) => launcher.once('exit', done));
    await expect.poll(() => processesOf(dataDir).some((text) => text.includes('bin/postgres'))).toBe(true);
    launcher.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('a taken port: one line, no process', async () => {
    const dataDir = await dataDirLike();
    const taken = createServer();
    onTestFinished(() => void taken.close());
    await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
    const { port } = taken.address() as AddressInfo;
    await expect(startEverexpo(dataDir, { port })).rejects.toThrow(`Port ${port} is taken`);
    expect(processesOf(dataDir)).toEqual([]);
  });

  test('a data folder of another PostgreSQL: one line, no process', async () => {
    const dataDir = await dataDirLike();
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    await expect(startEverexpo(dataDir)).rejects.toThrow('is of PostgreSQL 15, this version needs 18');
    expect(processesOf(dataDir)).toEqual([]);
  });
});

test('no LiveKit anywhere: it says so once and everything but video works', async () => {
  const dataDir = await dataDirLike(prepared);
  // Neither a program, nor a cache, nor Go, nor Docker; the release is out of reach.
  const programs = join(dataDir, 'programs');
  mkdirSync(programs);
  for (const program of ['id', 'ps']) symlinkSync(whereIs(program), join(programs, program));
  const env = {
    PATH: programs,
    XDG_CACHE_HOME: join(dataDir, 'cache'),
    EVEREXPO_LIVEKIT_RELEASES: 'http://127.0.0.1:9',
  };
  const stack = await launch(dataDir, { env });
  expect(stack.output()).toContain('everything but live video works');
  const anybody = clientOf(stack.url, '');
  expect(await anybody.ask('GET', '/api/me')).toMatchObject({ liveVideo: false });
  expect((await anybody.ask<Home>('GET', '/api/home')).figures.projects).toBe(2350);
});

const whereIs = (program: string) => execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
