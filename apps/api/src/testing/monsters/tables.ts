import { streamWorkbook } from '../../../../../libs/interchange/src/tables/testing/stream-workbook.ts';
import { projectTable } from '../workspace.ts';
import { counted, repeated, type Content, type Monster } from './monster.ts';

const TABLES = /\/projects\/import|\/paper\/import table/;
const MEGABYTE = 1024 * 1024;
const ROWS_OF_A_SHEET = 2 ** 20;

const HEADERS = projectTable([]).headers;
const HEADER_CELLS = HEADERS.map((title, at) => `<c r="${column(at)}1" t="str"><v>${title}</v></c>`);
const HEADER_ROW = `<row r="1">${HEADER_CELLS.join('')}</row>`;

function column(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? column(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function* sheet(rows: Iterable<string>): Generator<string> {
  yield `<worksheet><sheetData>${HEADER_ROW}`;
  yield* rows;
  yield '</sheetData></worksheet>';
}

const refusedBy = (rule: RegExp) => [{ path: TABLES, rule }];

export const tableMonsters: Monster[] = [
  {
    name: 'bomb.xlsx',
    make: (random): Content =>
      streamWorkbook(sheet([]), {
        'xl/media/bomb.bin': Array<Uint8Array>(random.int(90, 160)).fill(new Uint8Array(MEGABYTE)),
      }),
    refused: refusedBy(/^too_many_unpacked_bytes$/),
  },
  {
    name: 'sparse.xlsx',
    make: (random) => {
      const [row, at] = [random.int(10_000, ROWS_OF_A_SHEET), column(random.int(1_000, 16_383))];
      return streamWorkbook(sheet([`<row r="${row}"><c r="${at}${row}"><v>1</v></c></row>`]));
    },
    refused: refusedBy(/^too_many_columns$/),
  },
  {
    name: 'formatted.xlsx',
    make: (_random, scale) =>
      streamWorkbook(
        sheet(
          counted(
            Math.floor(ROWS_OF_A_SHEET * scale) - 1,
            (at) => `<row r="${at + 2}" s="1"><c r="A${at + 2}" s="1"/></row>`,
          ),
        ),
      ),
  },
  {
    name: 'rows.csv',
    *make(random) {
      yield `${HEADERS.join()}\n`;
      yield* repeated('a,b\n', random.int(1, 2) * 1_000_000);
    },
    refused: refusedBy(/^too_many_rows$/),
  },
  {
    name: 'line.csv',
    make: (random) => repeated(random.pick(['a', 'a,', '"']), 24 * MEGABYTE),
    refused: refusedBy(/^(too_many|broken_quotes)/),
  },
  {
    name: 'line-50-mb.csv',
    make: () => repeated('甲,', (50 * MEGABYTE) / 4),
    refused: refusedBy(/^too_many_bytes$/),
  },
  {
    // Text in UTF-16 whose surrogates stand alone.
    name: 'surrogates.csv',
    make: (random) => [
      Buffer.from(`\ufeff${HEADERS.join()}\n`, 'utf16le'),
      Buffer.from(
        counted(random.int(10, 1_000), () => `\ud800${'\udc00'.repeat(2)},\ud83d\n`)
          .toArray()
          .join(''),
        'utf16le',
      ),
    ],
  },
];
