import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession, aPerson } from '../../testing/builders/index.ts';
import { decoded, rawAnswer } from '../../testing/clients/raw-answer.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { STORAGE, type Storage } from '../index.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd' };
const read = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  rawAnswer(api.url + path, { method, headers });

describe('what is read comes in the encoding that the client likes best, and says the same', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['gzip;q=0, identity', undefined],
    ['', undefined],
  ])('accept-encoding "%s"', async (accepted, encoding) => {
    const [plain, answer] = [
      await read('/api/programme'),
      await read('/api/programme', { 'accept-encoding': accepted }),
    ];
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, encoding]);
    expect(decoded(answer)).toBe(plain.bytes.toString());
    expect(answer.headers.vary).toMatch(/accept-encoding/i);
    expect(answer.bytes.length).toBeLessThanOrEqual(plain.bytes.length / (encoding ? 2 : 1));
  });

  test('also lists, calendars and exported files', async () => {
    for (const path of ['/api/projects', '/export/schedule.xml', '/export/programme.ics', '/api/openapi.json']) {
      const [plain, answer] = [await read(path), await read(path, BROWSER)];
      expect([path, answer.headers['content-encoding']]).toEqual([path, 'br']);
      expect(decoded(answer).length).toBe(plain.bytes.toString().length);
    }
  });

  test('HEAD tells of the answer as it is before it is compressed', async () => {
    const [plain, head] = [await read('/api/programme'), await read('/api/programme', BROWSER, 'HEAD')];
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    for (const name of ['content-type', 'content-length', 'content-encoding', 'etag', 'vary', 'cache-control'])
      expect([name, head.headers[name]]).toEqual([name, plain.headers[name]]);
    expect(head.headers.vary).toMatch(/accept-encoding/i);
  });

  test('who has it already is told so, in whatever encoding', async () => {
    const { headers } = await read('/api/programme', BROWSER);
    // One etag for all encodings of the same words: it may only be a weak one (RFC 9110, 8.8.1).
    expect(headers.etag).toMatch(/^W\//);
    for (const accepted of ['br', 'gzip', 'identity']) {
      const again = await read('/api/programme', { 'accept-encoding': accepted, 'if-none-match': `${headers.etag}` });
      expect([again.status, again.bytes.length, again.headers['content-encoding']]).toEqual([304, 0, undefined]);
    }
  });
});

describe('what stays as it is', () => {
  test('an answer that fits into a packet', async () => {
    const answer = await read('/api/me', BROWSER);
    expect(answer.bytes.length).toBeLessThan(1024);
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  test('the answer to a change, where tokens are given, however long', async () => {
    const { cookie } = await aPerson(api, { roles: ['organizer'] });
    const headers = { ...BROWSER, cookie, 'content-type': 'application/json' };
    const body = JSON.stringify({ count: 300 });
    const answer = await rawAnswer(`${api.url}/api/tables`, { method: 'PUT', headers, body });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, undefined]);
    expect(answer.bytes.length).toBeGreaterThan(1024);
  });

  test('the codes that let somebody in, although they are pictures to be read', async () => {
    const { session, organizer } = await aLiveSession(api);
    await organizer.client.ask('PUT', '/api/tables', { count: 300 });
    for (const path of [`/api/sessions/${session.id}/hall/code.svg`, '/api/tables/1/code']) {
      const answer = await read(path, { ...BROWSER, cookie: organizer.cookie });
      expect([path, answer.status, answer.headers['content-encoding']]).toEqual([path, 200, undefined]);
      expect(answer.bytes.length).toBeGreaterThan(1024);
    }
  });

  test('a recording, whole or in part', async () => {
    const { session, organizer } = await aLiveSession(api);
    const bytes = Buffer.alloc(4_000, 'a');
    await api.app.get<Storage>(STORAGE).put('a-recording.mp4', bytes, 'video/mp4');
    await api.asOwner(
      `INSERT INTO recording_file (session_id, state, key, bytes, duration_ms) VALUES ($1, 'ready', $2, $3, 1000)`,
      [session.id, 'a-recording.mp4', bytes.length],
    );
    const path = `/api/sessions/${session.id}/recording/session.mp4`;
    const headers = { ...BROWSER, cookie: organizer.cookie };
    const head = await read(path, { ...headers, range: 'bytes=10-1999' }, 'HEAD');
    expect([head.status, head.headers['content-length'], head.bytes.length]).toEqual([206, '1990', 0]);
    const [whole, part] = [await read(path, headers), await read(path, { ...headers, range: 'bytes=10-1999' })];
    expect([whole.status, whole.headers['content-encoding'], whole.bytes.length]).toEqual([200, undefined, 4_000]);
    expect([part.status, part.headers['content-encoding'], part.bytes.length]).toEqual([206, undefined, 1_990]);
    expect(part.headers['content-range']).toBe('bytes 10-1999/4000');
  });
});
