import { expect, test } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const busy = () => new Error('busy');

/** Holds the one place until it is let go; what was sent then runs by itself. */
async function behindOneThatWorks(most: number, send: (queue: FairQueue, order: string[]) => Promise<unknown>[]) {
  const queue = new FairQueue(1, most, busy);
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  const first = queue.run('first', () => gate.promise);
  const sent = Promise.allSettled(send(queue, order));
  gate.resolve();
  await first;
  return { order, outcomes: await sent };
}
const sending = (queue: FairQueue, order: string[]) => (by: string, name: string) =>
  queue.run(by, () => Promise.resolve(void order.push(name)));

test('people take turns, each in their own order', async () => {
  const { order } = await behindOneThatWorks(20, (queue, done) => {
    const send = sending(queue, done);
    return ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map((name) => send(name.charAt(0), name));
  });
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
});

test('of two hundred uploads by one person those without a place are refused, and a newcomer finds one', async () => {
  const { order, outcomes } = await behindOneThatWorks(4, (queue, done) => {
    const send = sending(queue, done);
    return [...Array.from({ length: 200 }, (_, at) => send('a', `a${at}`)), send('b', 'b0'), send('c', 'c0')];
  });
  expect(order).toEqual(['a0', 'b0', 'c0', 'a1']);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(198);
});

test('who would have no fewer than the others finds no place in a full queue', async () => {
  const { order, outcomes } = await behindOneThatWorks(2, (queue, done) => {
    const send = sending(queue, done);
    return [send('a', 'a0'), send('b', 'b0'), send('c', 'c0')];
  });
  expect(order).toEqual(['a0', 'b0']);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
});

test('work that fails gives its place back', async () => {
  const queue = new FairQueue(1, 0, busy);
  await expect(queue.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await queue.run('a', () => Promise.resolve('well'))).toBe('well');
});
