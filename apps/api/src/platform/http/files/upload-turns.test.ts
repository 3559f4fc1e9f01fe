import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { KnownRequest } from '../../access/permit.ts';
import { inTurn } from './upload-turns.ts';

const aRequest = (person: string) =>
  ({
    actor: { kind: 'person', id: person },
    ip: '127.0.0.1',
    raw: Object.assign(new EventEmitter(), { complete: false, destroyed: false }),
  }) as unknown as KnownRequest & { raw: { destroyed: boolean } };

/** Uploads of a person: which have begun to be received, and how each ends. */
function uploads(person: string, count: number) {
  const begun: number[] = [];
  const all = Array.from({ length: count }, (_, index) => {
    const request = aRequest(person);
    const received = Promise.withResolvers<number>();
    const receive = () => {
      begun.push(index);
      return received.promise;
    };
    return {
      request,
      finish: () => received.resolve(index),
      end: inTurn(request, receive).catch((error: Error) => error),
    };
  });
  return { begun, all, settled: () => new Promise((done) => setImmediate(done)) };
}

test('of one person three are received at once, the others wait unread; nobody else waits', async () => {
  const { begun, all, settled } = uploads('one', 5);
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  expect(await inTurn(aRequest('another'), () => Promise.resolve('taken'))).toBe('taken');
  all[1]?.finish();
  expect(await all[1]?.end).toBe(1);
  await settled();
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const { finish } of all) finish();
  expect(await Promise.all(all.map(({ end }) => end))).toEqual([0, 1, 2, 3, 4]);
});

test('one whose sender goes gives its place to the next, also while it waits', async () => {
  const { begun, all, settled } = uploads('gone', 5);
  await settled();
  for (const index of [0, 3]) {
    const raw = all[index]?.request.raw as EventEmitter & { destroyed: boolean };
    raw.destroyed = true;
    raw.emit('close');
  }
  expect(await all[0]?.end).toMatchObject({ code: 'bad_request' });
  await settled();
  expect(begun).toEqual([0, 1, 2, 3, 4].filter((index) => begun.includes(index)));
  expect(begun).toContain(4);
  for (const { finish } of all) finish();
  expect(await all[3]?.end).toMatchObject({ code: 'bad_request' });
});

test('more than can wait are refused with when to come again', async () => {
  const { all, settled } = uploads('many', 34);
  await settled();
  expect(await all[33]?.end).toMatchObject({ code: 'busy', retryAfterSeconds: 5 });
  for (const { finish } of all) finish();
  await Promise.all(all.map(({ end }) => end));
});
