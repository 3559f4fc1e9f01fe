import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { ApiError } from '../../../lib/api/api.ts';
import { SheetOutbox, type Sent } from './sheet-outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page on which somebody types; `arrived` is what the server has, `answer` how it answers. */
function page(answer: () => Promise<unknown> = () => Promise.resolve()) {
  const document = new Y.Doc();
  const told: Sent[] = [];
  const arrived: Uint8Array[] = [];
  let sends = 0;
  const outbox = new SheetOutbox((sent) => told.push(sent));
  document.on('update', (update: Uint8Array) => outbox.add(update));
  const server = {
    answer,
    async send(update: Uint8Array) {
      sends += 1;
      await server.answer();
      arrived.push(update);
    },
  };
  const type = (text: string) => {
    for (const letter of text) document.getText('sheet').insert(document.getText('sheet').length, letter);
  };
  const there = () => {
    const copy = new Y.Doc();
    for (const update of arrived) Y.applyUpdate(copy, update);
    return copy.getText('sheet').toString();
  };
  return { outbox, server, type, there, told, sends: () => sends };
}

const refusal = (code: string, status: number, retryAfter?: number) => () =>
  Promise.reject(new ApiError(status, { code }, retryAfter));

test('what is typed at a stretch is one change', async () => {
  const { outbox, server, type, there, told, sends } = page();
  outbox.open((update) => server.send(update));
  type('许可费一百万元');
  expect(told.at(-1)).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([there(), sends(), told.at(-1)]).toEqual(['许可费一百万元', 1, 'all']);
});

test('what is refused for now is sent again when it may be, with what was typed since', async () => {
  const { outbox, server, type, there, told, sends } = page(refusal('too_many_requests', 429, 2));
  outbox.open((update) => server.send(update));
  type('甲');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([there(), told.at(-1)]).toEqual(['', 'waiting']);
  type('乙');
  server.answer = () => Promise.resolve();
  await vi.advanceTimersByTimeAsync(2_000);
  expect([there(), sends(), told.at(-1)]).toEqual(['甲乙', 2, 'all']);
});

test('a sheet that is full is said to be, and nothing is sent any more', async () => {
  const { outbox, server, type, told, sends } = page(refusal('sheet_full', 413));
  outbox.open((update) => server.send(update));
  type('一');
  await vi.advanceTimersByTimeAsync(60_000);
  type('二');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([sends(), told.at(-1)]).toEqual([1, 'full']);
});

test('what is typed while nobody is there waits, and a page that goes sends it at once', async () => {
  const { outbox, server, type, there, sends } = page();
  type('离线');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sends()).toBe(0);
  outbox.open((update) => server.send(update));
  type('写的');
  outbox.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect([there(), sends()]).toEqual(['离线写的', 1]);
});
