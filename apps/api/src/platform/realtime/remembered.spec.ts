import { expect, test } from 'vitest';
import { Remembered } from './remembered.ts';

function memory() {
  const channel = {
    listening: true,
    gap: () => undefined as void,
    onGap: (hear: () => void) => void (channel.gap = hear),
  };
  const asked: string[] = [];
  const remembered = new Remembered<string>(channel);
  const ask = (answer: string) => () => {
    asked.push(answer);
    return Promise.resolve(answer);
  };
  return { channel, asked, remembered, ask };
}

test('an answer is asked for once, also by many at once', async () => {
  const { asked, remembered, ask } = memory();
  expect(await Promise.all([1, 2, 3].map(() => remembered.get('a', ask('yes'))))).toEqual(['yes', 'yes', 'yes']);
  expect(await remembered.get('a', ask('no'))).toBe('yes');
  expect(asked).toEqual(['yes']);
});

test('what has changed is asked for anew, also when it changes while it is asked for', async () => {
  const { remembered, ask } = memory();
  await remembered.get('a', ask('old'));
  remembered.forget('a');
  expect(await remembered.get('a', ask('new'))).toBe('new');
  const slow = Promise.withResolvers<string>();
  const late = remembered.get('b', () => slow.promise);
  remembered.forget('b');
  slow.resolve('old');
  expect(await late).toBe('old');
  expect(await remembered.get('b', ask('new'))).toBe('new');
});

test('a node that has not heard for a while remembers nothing from before, and nothing meanwhile', async () => {
  const { channel, remembered, ask } = memory();
  await remembered.get('a', ask('old'));
  channel.gap();
  expect(await remembered.get('a', ask('new'))).toBe('new');
  channel.listening = false;
  expect(await remembered.get('a', ask('newer'))).toBe('newer');
});

test('a question that fails is asked again', async () => {
  const { remembered, ask } = memory();
  await expect(remembered.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await remembered.get('a', ask('yes'))).toBe('yes');
});
