import { get, type IncomingMessage } from 'node:http';
import type { MeetingFile } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { aRegisteredAgreement } from '../../testing/builders/index.ts';
import { fileForm } from '../../testing/files.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

const MEGABYTE = 1024 * 1024;
/** As many as one person may have. */
const READERS = 20;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('twenty who download a large file and read none of it do not hold it in memory', async () => {
  const { owner, meeting } = await aRegisteredAgreement(api);
  const { cookie } = owner.client;
  const sent = fileForm('file', Buffer.alloc(48 * MEGABYTE, 'x'), 'plan.bin');
  const { body } = await owner.client.send<MeetingFile[]>('POST', `/api/meetings/${meeting.id}/files`, sent);
  const before = process.memoryUsage.rss();
  const begun = await Promise.all(
    Array.from(
      { length: READERS },
      () =>
        new Promise<IncomingMessage>((resolve, reject) => {
          get(`${api.url}/api/meetings/files/${body[0]?.id}`, { headers: { cookie } }, resolve).on('error', reject);
        }),
    ),
  );
  onTestFinished(() => begun.forEach((answer) => answer.destroy()));
  expect(begun.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: READERS }, () => 200));
  expect(begun[0]?.headers['content-length']).toBe(String(48 * MEGABYTE));
  expect((await api.anonymous.get('/healthz')).status).toBe(200);
  expect((process.memoryUsage.rss() - before) / MEGABYTE).toBeLessThan(300);
  let bytes = 0;
  for await (const chunk of begun[0] as IncomingMessage) bytes += (chunk as Buffer).length;
  expect(bytes).toBe(48 * MEGABYTE);
});
