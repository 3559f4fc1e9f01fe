import { expect, onTestFinished, test, vi } from 'vitest';
import { startTestApi } from './testing/test-api.ts';

test('the OpenAPI document is written once, however many ask for it', async () => {
  const api = await startTestApi();
  onTestFinished(() => api.close());
  const stringify = vi.spyOn(JSON, 'stringify');
  onTestFinished(() => stringify.mockRestore());
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => api.anonymous.get<{ openapi: string; paths: object }>('/api/openapi.json')),
  );
  for (const { status, headers, body } of answers) {
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(Object.keys(body.paths)).toContain('/api/me');
  }
  const written = stringify.mock.calls.filter(
    ([value]) => value !== null && typeof value === 'object' && 'openapi' in value,
  );
  expect(written).toHaveLength(1);
  expect((await api.anonymous.get('/api/docs')).status).toBe(200);
});
