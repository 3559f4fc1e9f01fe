import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import zlib from 'node:zlib';
import { decoded, rawAnswer } from './testing/clients/raw-answer.ts';
import { clientTypesOf } from './testing/client-types.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';

interface Operation {
  tags?: string[];
  summary?: string;
  responses: Record<string, { content?: Record<string, { schema?: unknown }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  tags: { name: string; description: string }[];
  components: { schemas: Record<string, unknown> };
}

let api: TestApi;
let document: Document;
let operations: { name: string; operation: Operation }[];
beforeAll(async () => {
  api = await startTestApi();
  document = await api.anonymous.ask<Document>('GET', '/api/openapi.json');
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
});
afterAll(() => api.close());

/** The operations of which something does not hold. */
const without = (holds: (operation: Operation) => boolean) =>
  operations.filter(({ operation }) => !holds(operation)).map(({ name }) => name);

test('every operation has one tag that the document explains, and each of these has operations', () => {
  const known = document.tags.map(({ name }) => name);
  expect(without(({ tags = [] }) => tags.length === 1 && known.includes(tags[0] as string))).toEqual([]);
  const used = new Set(operations.flatMap(({ operation }) => operation.tags));
  expect(known.filter((tag) => !used.has(tag))).toEqual([]);
});

test('every operation has a summary of its own that fits a line', () => {
  expect(without(({ summary }) => /^\S.{5,80}[^.\s]$/.test(summary ?? ''))).toEqual([]);
  const summaries = operations.map(({ operation }) => operation.summary);
  expect(summaries.filter((summary, at) => summaries.indexOf(summary) !== at)).toEqual([]);
});

test('an operation describes what it takes with the contracts', () => {
  expect(JSON.stringify(document.paths['/api/agreements/{id}/sign']?.post)).toContain('documentSha256');
});

test('every operation says what it answers, and what a problem looks like', () => {
  const answer = ({ responses }: Operation) => responses['200'] ?? responses['201'];
  const isDescribed = (operation: Operation) =>
    operation.responses['204'] !== undefined ||
    Object.values(answer(operation)?.content ?? {}).some(({ schema }) => schema !== undefined);
  expect(without(isDescribed)).toEqual([]);
  expect(without(({ responses }) => responses['4XX']?.content?.['application/problem+json'] !== undefined)).toEqual([]);
});

test('what it refers to is there, by the names of the contracts', () => {
  const referred = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  const names = new Set([...referred].map(([, name]) => name as string));
  expect(names).toContain('Agreement');
  expect([...names].filter((name) => !(name in document.components.schemas))).toEqual([]);
  expect(JSON.stringify(document)).not.toContain('#/definitions/');
  expect(JSON.stringify(document.components.schemas.SessionCard)).toContain('pitchCount');
});

/** Made anew by `npm run api-types`. */
test('the web’s client has the types of this document', async () => {
  await expect(await clientTypesOf(document)).toMatchFileSnapshot('../../web/src/lib/api/openapi.gen.ts');
});

test('the OpenAPI document is written and compressed once, however many ask for it', async () => {
  const [asStream, atOnce] = [vi.spyOn(zlib, 'createBrotliCompress'), vi.spyOn(zlib, 'brotliCompressSync')];
  onTestFinished(() => [asStream, atOnce].forEach((spy) => spy.mockRestore()));
  // One that nobody has asked yet.
  const fresh = await startTestApi();
  onTestFinished(() => fresh.close());
  const stringify = vi.spyOn(JSON, 'stringify');
  onTestFinished(() => stringify.mockRestore());
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => fresh.anonymous.get<{ openapi: string; paths: object }>('/api/openapi.json')),
  );
  for (const { status, headers, body } of answers) {
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(Object.keys(body.paths)).toContain('/api/me');
  }
  const written = stringify.mock.calls.filter(
    ([value]) => value !== null && typeof value === 'object' && 'openapi' in value,
  );
  expect(written).toHaveLength(1);
  const compressed = await Promise.all(
    Array.from({ length: 5 }, () =>
      rawAnswer(`${fresh.url}/api/openapi.json`, { headers: { 'accept-encoding': 'br' } }),
    ),
  );
  for (const answer of compressed) expect(JSON.parse(decoded(answer))).toEqual(answers[0]?.body);
  expect([asStream.mock.calls.length, atOnce.mock.calls.length]).toEqual([0, 1]);
  expect((await fresh.anonymous.get('/api/docs')).status).toBe(200);
});
