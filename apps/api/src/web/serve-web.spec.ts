import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newTempFolder } from '../../../../tests/support/temp-folder.ts';
import { decoded, rawAnswer } from '../testing/clients/raw-answer.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

const SCRIPT = 'export const answer = 42;\n'.repeat(100);
const INDEX = `<!doctype html><title>not found</title>${' '.repeat(2_000)}`;
const PAGE = `<!doctype html><title>a session</title>${' '.repeat(2_000)}`;

let api: TestApi;
let dist: string;
beforeAll(async () => {
  dist = newTempFolder('web');
  write('assets/main-abc123.js', SCRIPT);
  write('index.html', INDEX);
  write('pages/session.html', PAGE);
  writeFileSync(join(dist, 'theme.js'), 'let small;');
  const pages = [
    { path: '/sessions/:id', file: 'pages/session.html', asks: ['/api/me', '/api/sessions/:id'] },
    { path: '*', file: 'index.html', asks: ['/api/me'] },
  ];
  writeFileSync(join(dist, 'pages.json'), JSON.stringify(pages));
  api = await startTestApi({ WEB_DIST: dist });
});
afterAll(async () => {
  await api.close();
  rmSync(dist, { recursive: true, force: true });
});

/** As the build leaves it. */
function write(file: string, text: string): void {
  mkdirSync(join(dist, file, '..'), { recursive: true });
  writeFileSync(join(dist, file), text);
  writeFileSync(join(dist, `${file}.br`), brotliCompressSync(text));
  writeFileSync(join(dist, `${file}.gz`), gzipSync(text));
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  rawAnswer(api.url + path, { method, headers });

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['identity', undefined],
  ['br;q=0, gzip;q=0', undefined],
])('a file comes as the build has compressed it: accept-encoding "%s"', async (accepted, encoding) => {
  for (const [path, text, cache] of [
    ['/assets/main-abc123.js', SCRIPT, 'public, max-age=31536000, immutable'],
    ['/sessions/7', PAGE, 'no-cache'],
    ['/nowhere', INDEX, 'no-cache'],
  ] as const) {
    const answer = await get(path, { 'accept-encoding': accepted });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, encoding]);
    expect(decoded(answer)).toBe(text);
    expect(answer.headers.vary).toMatch(/accept-encoding/i);
    expect(answer.headers['cache-control']).toBe(cache);
    expect(answer.headers['content-type']).toMatch(path.endsWith('.js') ? /javascript/ : /^text\/html/);
    expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
  }
});

test('a page of the app names what its scripts will ask for, with the ids of its address', async () => {
  const { headers } = await get('/sessions/a%22b');
  const fetches = '; rel=preload; as=fetch; crossorigin=anonymous';
  expect(headers.link).toBe(`</api/me>${fetches}, </api/sessions/a%22b>${fetches}`);
  // What is asked for then, the page alone knows.
  expect((await get('/sessions/a%22b?tab=chat')).headers.link).toBeUndefined();
});

test('who has a file is told so; HEAD tells of it without sending it', async () => {
  for (const path of ['/assets/main-abc123.js', '/sessions/7']) {
    const known = await get(path, { 'accept-encoding': 'br' });
    const etag = `${known.headers.etag}`;
    const again = await get(path, { 'accept-encoding': 'br', 'if-none-match': etag });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    const plain = await get(path, { 'if-none-match': etag });
    expect(plain.status).toBe(200);
    const head = await get(path, { 'accept-encoding': 'br' }, 'HEAD');
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    for (const name of ['etag', 'content-encoding', 'content-length', 'vary'])
      expect([name, head.headers[name]]).toEqual([name, known.headers[name]]);
  }
});

test('what the build has left small is sent as it is', async () => {
  const answer = await get('/theme.js', { 'accept-encoding': 'br, gzip' });
  expect([answer.headers['content-encoding'], answer.bytes.toString()]).toEqual([undefined, 'let small;']);
});

test('a range behind the end of a file is refused as one', async () => {
  const answer = await get('/theme.js', { range: 'bytes=9999999-' });
  expect(answer.status).toBe(416);
  expect(answer.headers['content-type']).toMatch(/application\/problem\+json/);
});

test('an asset of another build, and a route that the API does not have, are missed', async () => {
  for (const path of ['/assets/main-older.js', '/api/nothing', '/assets/..%2f..%2fpages.json'])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

test.each(['/pages.json', '/pages/session.html', '/assets/main-abc123.js.br', '//', '/%', '/sessions/%ff'])(
  'what only the build knows of, or nobody, is no file: %s',
  async (path) => {
    const answer = await get(path);
    expect(answer.status).toBeLessThan(500);
    expect(decoded(answer)).not.toContain('"asks"');
  },
);
