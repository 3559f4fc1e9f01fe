import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newTempFolder } from '../../../../tests/support/temp-folder.ts';
import { downloadRelease } from './download-release.ts';
import { findLiveKit, LIVEKIT_VERSION } from './find-livekit.ts';

let work: string;
let server: Server;
let releases: string;
let archive: Buffer;
let checksums: string;
const PROGRAM = '#!/bin/sh\necho a fake of the media server\n';
const name = `livekit_${LIVEKIT_VERSION}_linux_${process.arch === 'arm64' ? 'arm64' : 'amd64'}.tar.gz`;

/** A release as the project publishes it, served from this machine. */
beforeEach(async () => {
  work = newTempFolder('release');
  writeFileSync(join(work, 'livekit-server'), PROGRAM, { mode: 0o755 });
  execFileSync('tar', ['-czf', join(work, 'archive.tar.gz'), '-C', work, 'livekit-server']);
  archive = readFileSync(join(work, 'archive.tar.gz'));
  checksums = `${createHash('sha256').update(archive).digest('hex')}  ${name}\n`;
  server = createServer((request, response) => {
    if (request.url === `/v${LIVEKIT_VERSION}/checksums.txt`) response.end(checksums);
    else if (request.url === `/v${LIVEKIT_VERSION}/${name}`) response.end(archive);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  releases = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  rmSync(work, { recursive: true, force: true });
});

const find = (env: NodeJS.ProcessEnv = {}) =>
  findLiveKit({ print: () => undefined, env, cacheDir: join(work, 'cache'), releases });

test.runIf(process.platform === 'linux')(
  'a release whose checksum fits is unpacked into the cache and found there again',
  async () => {
    // tar itself must be found while nothing else is.
    const found = await findLiveKit({
      print: () => undefined,
      env: { PATH: '' },
      cacheDir: join(work, 'cache'),
      releases,
    });
    expect(found).toEqual({ kind: 'binary', path: join(work, 'cache', `livekit-server-${LIVEKIT_VERSION}`) });
    expect(readFileSync((found as { path: string }).path, 'utf8')).toBe(PROGRAM);
    server.close();
    expect(await find()).toEqual(found);
  },
);

test.runIf(process.platform === 'linux')(
  'an archive that was changed is refused and leaves nothing behind',
  async () => {
    archive = Buffer.concat([archive, Buffer.from('x')]);
    await expect(downloadRelease({ version: LIVEKIT_VERSION, dir: work, releases })).rejects.toThrow('checksum');
    expect(await find()).toBeNull();
    expect(readdirSync(join(work, 'cache'))).toEqual([]);
  },
);

test('a release that does not list this machine is refused', async () => {
  checksums = `${'0'.repeat(64)}  livekit_${LIVEKIT_VERSION}_plan9_mips.tar.gz\n`;
  await expect(downloadRelease({ version: LIVEKIT_VERSION, dir: work, releases })).rejects.toThrow('does not list');
});

test('a program on PATH comes first', async () => {
  expect(await find({ PATH: work })).toEqual({ kind: 'binary', path: join(work, 'livekit-server') });
});

test('nothing anywhere is an answer too', async () => {
  server.close();
  expect(await find({ PATH: '' })).toBeNull();
  expect(existsSync(join(work, 'cache', `livekit-server-${LIVEKIT_VERSION}`))).toBe(false);
});
