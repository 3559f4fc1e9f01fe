import { expect, test } from 'vitest';
import { SharedReads } from './shared-reads.ts';

/** Reads that begin when they are called and end when they are told to. */
function reads() {
  const begun: PromiseWithResolvers<number>[] = [];
  const shared = new SharedReads<number>();
  const read = () => {
    const one = Promise.withResolvers<number>();
    begun.push(one);
    return one.promise;
  };
  return { begun, get: (key: string) => shared.get(key, read) };
}

test('whoever asks during a read shares the next one, which has begun after they asked', async () => {
  const { begun, get } = reads();
  const first = get('a');
  const [second, third] = [get('a'), get('a')];
  expect(begun).toHaveLength(1);
  begun[0]?.resolve(1);
  expect(await first).toBe(1);
  await expect.poll(() => begun.length).toBe(2);
  begun[1]?.resolve(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
  expect(begun).toHaveLength(2);
});

test('other keys do not wait, and a read that fails does not keep the next from beginning', async () => {
  const { begun, get } = reads();
  const first = get('a');
  const [second, other] = [get('a'), get('b')];
  expect(begun).toHaveLength(2);
  begun[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await expect.poll(() => begun.length).toBe(3);
  begun[1]?.resolve(1);
  begun[2]?.resolve(2);
  expect(await Promise.all([second, other])).toEqual([2, 1]);
});
