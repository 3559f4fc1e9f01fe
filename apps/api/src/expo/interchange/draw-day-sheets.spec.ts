import type { PublishedProgramme } from '@everexpo/interchange';
import { expect, test } from 'vitest';
import { drawDaySheets } from './draw-day-sheets.ts';

const programme = (title: string, url = ''): PublishedProgramme => ({
  title,
  acronym: 'x',
  version: '1',
  timeZone: 'Asia/Shanghai',
  days: ['2026-11-20', '2026-11-21'],
  url,
  rooms: [],
  tracks: [],
  entries: [],
});

test('sheets are drawn once while the programme stays as it is, whatever address they are asked for by', async () => {
  const [one, same] = await Promise.all([
    drawDaySheets(programme('展会')),
    drawDaySheets(programme('展会', 'https://expo.example/programme')),
  ]);
  expect(one.subarray(0, 5).toString()).toBe('%PDF-');
  expect(same).toBe(one);
  expect(await drawDaySheets(programme('展会'))).toBe(one);
  expect(await drawDaySheets(programme('展会'), '2026-11-20'), 'of a day').not.toBe(one);
  expect(await drawDaySheets(programme('博览会')), 'of a changed programme').not.toBe(one);
});
