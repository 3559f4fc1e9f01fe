import type { PublishedProgramme } from '@everexpo/interchange';
import { expect, test } from 'vitest';
import { misplaced, readPaper, wordsOf } from '../../testing/read-paper.ts';
import { daySheets } from './day-sheets.ts';

const long = (length: number) =>
  [...'𠮷野Łódź Erdoğan བོད་ཡིག ꆈꌠ ±0.5℃ 🎉'.repeat(10)].slice(0, length).join('').trim();
const unbroken = (length: number) => '9'.repeat(length);
const spaceless = (text: string) => text.replaceAll(/\s/gu, '');

test("on a door's sheet a time and its title are on one page, whole", async () => {
  const titles = Array.from({ length: 40 }, (_, index) =>
    index % 3 === 0 ? `${long(120)}${index}` : index % 3 === 1 ? `${unbroken(80)}a${index}` : `会议${index}`,
  );
  const entries = titles.map((title, index) => {
    const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 0, minutes)).toISOString();
    return {
      id: `${index}`,
      room: '主会场',
      title,
      subtitle: `${long(90)}${index}`,
      abstract: '',
      startsAt: at(index * 15),
      endsAt: at(index * 15 + 15),
      people: [],
      url: '',
    };
  });
  const programme = {
    title: long(80),
    version: 7,
    timeZone: 'Asia/Shanghai',
    days: ['2026-11-20'],
    rooms: [{ name: '主会场', slots: [] }],
    entries,
  } as unknown as PublishedProgramme;
  const paper = await readPaper(await daySheets({ programme }));
  expect(misplaced(paper, 64)).toEqual([]);
  for (const title of titles) expect(wordsOf(paper)).toContain(spaceless(title));
  const times = paper.placed.filter(({ text }) => /^\d\d:\d\d–\d\d:\d\d$/.test(text));
  expect(times).toHaveLength(40);
  for (const time of times)
    expect(
      paper.placed.some((one) => one.page === time.page && one.left > time.right && Math.abs(one.top - time.top) < 6),
    ).toBe(true);
});
