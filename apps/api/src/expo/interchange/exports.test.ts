import type { PublishedProgramme } from '@everexpo/interchange';
import { expect, test } from 'vitest';
import { Exports } from './exports.ts';

const programme = (title: string) => ({ title, entries: [] }) as unknown as PublishedProgramme;

test('thirty who ask at once have two reads and one writing; a changed programme is written anew', async () => {
  const exports = new Exports();
  let title = '展会';
  const done = { reads: 0, writings: 0 };
  const ask = (origin = 'http://localhost') =>
    exports.get(
      'ics',
      origin,
      () => {
        done.reads += 1;
        return Promise.resolve(programme(title));
      },
      (read) => {
        done.writings += 1;
        return read.title;
      },
    );
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask()));
  expect(new Set(answers.map(String))).toEqual(new Set(['展会']));
  expect(done).toEqual({ reads: 2, writings: 1 });
  title = '博览会';
  expect(String(await ask())).toBe('博览会');
  expect(done).toEqual({ reads: 3, writings: 2 });
});
