import { expect, test } from 'vitest';
import { Exports } from './exports.ts';

test('what thirty ask for at once is made once, and again only for another state of the programme', async () => {
  const exports = new Exports();
  const made: string[] = [];
  const ask = (key: string) =>
    exports.get(key, async () => {
      made.push(key);
      return key;
    });
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask('ics 1')));
  expect(new Set(answers.map(String))).toEqual(new Set(['ics 1']));
  expect(String(await ask('ics 1'))).toBe('ics 1');
  expect(made).toEqual(['ics 1']);
  expect(String(await ask('ics 2'))).toBe('ics 2');
  expect(made).toEqual(['ics 1', 'ics 2']);
});

test('what failed is tried again', async () => {
  const exports = new Exports();
  await expect(exports.get('ics', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(String(await exports.get('ics', () => Promise.resolve('there')))).toBe('there');
});
