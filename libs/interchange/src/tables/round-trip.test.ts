import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCells, readTable, textOf, writeTable, type Cell } from './index.ts';

const AWKWARD = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '\r\n',
  "'",
  '"',
  ',',
  ';',
  '|',
  ' ',
  '\u3000',
  '＝',
  '－',
  '_x000D_',
  '_x005F_',
  '<&>',
  ']]>',
  '𠮷',
  '👩‍🔬',
  '-40℃低温电池',
  "'已有撇号",
  '0012',
  '1e5',
  'TRUE',
  '2026-11-20',
  'sep=;',
  'valueOf',
  '__proto__',
];

/** Texts of any characters, and of what formats trip over; U+0000 is in no text file. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 5 })
    .map((parts) => parts.join('')),
);
const inCsv = text.map((value) => value.replaceAll('\0', ''));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
/** As far as a spreadsheet's calendar goes, to the second. */
const date = fc
  .date({ min: new Date('1900-03-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((value) => new Date(Math.floor(value.getTime() / 1000) * 1000));
const cell: fc.Arbitrary<Cell> = fc.oneof(text, number, fc.integer(), fc.boolean(), date);

/** A table whose rows and header cells all hold something to be seen. */
const tableOf = <T extends Cell>(content: fc.Arbitrary<T>, heading: fc.Arbitrary<string>) =>
  fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.record({
      headers: fc.array(
        heading.map((value) => `H${value}`),
        { minLength: width, maxLength: width },
      ),
      rows: fc.array(
        fc.tuple(fc.constant('#'), ...Array.from({ length: width - 1 }, () => content)) as fc.Arbitrary<(string | T)[]>,
        { maxLength: 6 },
      ),
    }),
  );

const options = { numRuns: 150 };

describe('what is written is read', () => {
  test('XLSX: every kind of cell as its kind', async () => {
    await fc.assert(
      fc.asyncProperty(tableOf(cell, text), async ({ headers, rows }) => {
        const back = await readCells(await writeTable({ headers, rows }, 'xlsx'));
        expect(back.map(({ cells }) => headers.map((_, at) => cells[at] ?? ''))).toEqual([headers, ...rows]);
        expect(back.map((row) => row.number)).toEqual(back.map((_, at) => at + 1));
      }),
      options,
    );
  });

  test('CSV: every text as it was, every other cell as its text', async () => {
    await fc.assert(
      fc.asyncProperty(tableOf(fc.oneof(inCsv, number, fc.boolean(), date), inCsv), async ({ headers, rows }) => {
        expect(await readTable(await writeTable({ headers, rows }, 'csv'))).toEqual({
          headers,
          rows: rows.map((cells) => cells.map(textOf)),
        });
      }),
      options,
    );
  });

  test('and what was read is written and read again the same, in either format', async () => {
    await fc.assert(
      fc.asyncProperty(
        tableOf(inCsv, inCsv),
        fc.constantFrom('csv' as const, 'xlsx' as const),
        fc.constantFrom('csv' as const, 'xlsx' as const),
        async (table, one, other) => {
          const first = await readTable(await writeTable(table, one));
          expect(await readTable(await writeTable(first, other))).toEqual(table);
        },
      ),
      options,
    );
  });

  test.each(['csv', 'xlsx'] as const)('%s: the longest text that a cell may hold', async (format) => {
    const table = { headers: ['text'], rows: [['长'.repeat(32_767)], ['𠮷'.repeat(16_383)]] };
    expect(await readTable(await writeTable(table, format))).toEqual(table);
  });

  test('no cell of a CSV file begins as a formula does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'='", "'-"), inCsv, async (first, rest) => {
        const written = (await writeTable({ headers: ['H'], rows: [[first + rest]] }, 'csv')).toString();
        expect(written.slice(written.indexOf('\n') + 1)).toMatch(/^"?'/);
      }),
    );
  });
});
