import { describe, expect, test } from 'vitest';
import { readTable, TABLE_LIMITS, type TableLimits } from './index.ts';
import { aWorkbook } from './testing/a-workbook.ts';

const HEADER = '<row r="1"><c r="A1" t="str"><v>h</v></c></row>';
const withMerged = (cells: string) =>
  `<worksheet><sheetData>${HEADER}</sheetData><mergeCells>${cells}</mergeCells></worksheet>`;
const many = (count: number, of: (at: number) => string) => Array.from({ length: count }, (_, at) => of(at)).join('');
const cell = (ref: string, value = '1') => `<row r="${/\d+/.exec(ref)?.[0]}"><c r="${ref}"><v>${value}</v></c></row>`;

/** Finds a signature's last place and writes 32 bits behind it. */
function damaged(bytes: Buffer, signature: number[], offset: number, value: number, size: 2 | 4 = 4): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.lastIndexOf(Buffer.from(signature));
  if (size === 4) copy.writeUInt32LE(value, at + offset);
  else copy.writeUInt16LE(value, at + offset);
  return copy;
}
const CENTRAL = [0x50, 0x4b, 1, 2];
const END = [0x50, 0x4b, 5, 6];
const plain = aWorkbook({ sheet: HEADER });

const hostile: [name: string, rule: string, bytes: () => Buffer, limits?: Partial<TableLimits>, at?: string][] = [
  [
    'one cell in the last corner',
    'too_many_columns',
    () => aWorkbook({ sheet: HEADER + cell('XFD1048576') }),
    {},
    'XFD1048576',
  ],
  [
    'too many rows',
    'too_many_rows',
    () => aWorkbook({ sheet: HEADER + many(12, (at) => cell(`A${at + 2}`)) }),
    { rows: 10 },
    'A12',
  ],
  [
    'too many rows of CSV',
    'too_many_rows',
    () => Buffer.from(`h\n${'x\n'.repeat(1_000_000)}`),
    { rows: 5_000 },
    'A5002',
  ],
  ['too many columns of CSV', 'too_many_columns', () => Buffer.from(`${'x,'.repeat(200)}x`), {}, 'CW1'],
  [
    'too many cells',
    'too_many_cells',
    () => aWorkbook({ sheet: HEADER + many(12, (at) => cell(`A${at + 2}`)) }),
    { cells: 10 },
    'A11',
  ],
  [
    'a long cell',
    'cell_too_long',
    () => aWorkbook({ sheet: `${HEADER}<row r="2"><c r="B2" t="str"><v>${'x'.repeat(40_000)}</v></c></row>` }),
    {},
    'B2',
  ],
  [
    'one long text that many cells refer to',
    'too_many_characters',
    () =>
      aWorkbook({
        sheet: HEADER + many(2_000, (at) => `<row r="${at + 2}"><c r="A${at + 2}" t="s"><v>0</v></c></row>`),
        strings: `<sst><si><t>${'x'.repeat(32_000)}</t></si></sst>`,
      }),
    { ratio: 1_000 },
  ],
  [
    'a million texts',
    'too_many_cells',
    () => aWorkbook({ sheet: HEADER, strings: `<sst>${'<si><t>x</t></si>'.repeat(1_000_000)}</sst>` }),
    { ratio: 1_000 },
    'xl/sharedStrings.xml',
  ],
  [
    'huge styles',
    'too_many_styles',
    () =>
      aWorkbook({
        sheet: HEADER,
        styles: `<styleSheet><cellXfs>${'<xf numFmtId="0"/>'.repeat(70_000)}</cellXfs></styleSheet>`,
      }),
    { ratio: 1_000 },
    'xl/styles.xml',
  ],
  [
    'many sheets',
    'too_many_sheets',
    () => aWorkbook({ workbook: `<workbook><sheets>${'<sheet id="r1"/>'.repeat(1_000)}</sheets></workbook>` }),
  ],
  [
    'many parts',
    'too_many_parts',
    () =>
      aWorkbook({ sheet: HEADER, more: Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`x/${at}`, ''])) }),
  ],
  [
    'merged regions without end',
    'too_many_cells',
    () => aWorkbook({ sheet: withMerged('<mergeCell ref="A2:C4"/>'.repeat(100_001)) }),
    { ratio: 1_000 },
    'A2:C4',
  ],
  ['a merged region that is none', 'table', () => aWorkbook({ sheet: withMerged('<mergeCell ref="C4:A2"/>') })],
  [
    'a bomb of zeros',
    'compression_ratio',
    () => aWorkbook({ sheet: HEADER, more: { 'xl/media/x.png': new Uint8Array(20_000_000) } }),
  ],
  [
    'a bomb beyond the unpacked size',
    'too_many_unpacked_bytes',
    () => aWorkbook({ sheet: HEADER, more: { 'xl/media/x.png': new Uint8Array(TABLE_LIMITS.unpackedBytes) } }),
    {},
    'xl/media/x.png',
  ],
  [
    'formatted empty rows without end',
    'too_many_unpacked_bytes',
    () =>
      aWorkbook({
        sheet:
          HEADER +
          many(1_040_000, (at) => `<row r="${at + 2}" s="1" customFormat="1" ht="15"><c r="A${at + 2}" s="1"/></row>`),
      }),
    { ratio: 1_000 },
  ],
  [
    'elements inside each other',
    'xml_depth',
    () => aWorkbook({ sheet: `<worksheet>${'<a>'.repeat(500)}` }),
    {},
    'xl/worksheets/sheet1.xml',
  ],
  [
    'entities',
    'xml_doctype',
    () =>
      aWorkbook({ strings: '<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>' }),
    {},
    'xl/sharedStrings.xml',
  ],
  [
    'an external entity in the sheet',
    'xml_doctype',
    () => aWorkbook({ sheet: '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>' }),
  ],
  ['XML that breaks off', 'table', () => aWorkbook({ sheet: '<worksheet><sheetData><row r="1">' })],
  [
    'a text that is not there',
    'table',
    () => aWorkbook({ sheet: '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' }),
    {},
    'A1',
  ],
  ['rows that go back', 'table', () => aWorkbook({ sheet: cell('A5') + cell('A2') })],
  ['a row beyond the last', 'table', () => aWorkbook({ sheet: HEADER + cell('A9999999') })],
  ['a part with a false checksum', 'table', () => damaged(plain, CENTRAL, 16, 7)],
  ['a part with a false size', 'table', () => damaged(plain, CENTRAL, 24, 7)],
  ['a directory that is elsewhere', 'table', () => damaged(plain, END, 16, 3)],
  ['a directory with more parts than it has', 'table', () => damaged(damaged(plain, END, 8, 900, 2), END, 10, 900, 2)],
  ['an encrypted part', 'encrypted', () => damaged(plain, CENTRAL, 8, 1, 2)],
  ['an archive that is cut off', 'table', () => plain.subarray(0, plain.length - 30)],
  ['another archive', 'not_xlsx', () => aWorkbook({ more: { '_rels/.rels': '<Relationships/>' } })],
  [
    'a binary workbook',
    'not_xlsx',
    () =>
      aWorkbook({
        more: {
          '_rels/.rels':
            '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        },
      }),
  ],
  [
    'a workbook under a password',
    'encrypted',
    () =>
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(500),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
  ],
  [
    'an .xls',
    'old_excel',
    () =>
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(500), Buffer.from('Workbook', 'utf16le')]),
  ],
  [
    'a picture',
    'not_table',
    () => Buffer.from('89504e470d0a1a0a0000000d49484452000001000000010008060000005c72a8', 'hex'),
  ],
  [
    'a picture that reads as text in UTF-16',
    'not_table',
    () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('00410042'.repeat(20), 'hex')]),
  ],
  ['a photograph', 'not_table', () => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(20, 'a')])],
  ['a PDF', 'not_table', () => Buffer.from('%PDF-1.7\n1 0 obj\n')],
  ['bytes that are no text', 'encoding', () => Buffer.from('81ff0000ff0000', 'hex')],
  ['quotes that do not close', 'broken_quotes', () => Buffer.from('a,b\n1,2\n3,"4\n'), {}, 'A3'],
  ['a file without content', 'no_header', () => Buffer.from('\n , \n')],
  ['a large file', 'too_many_bytes', () => Buffer.alloc(1_000, 'a'), { bytes: 999 }],
];

describe('refused by name', () => {
  test.each(hostile)('%s: %s', async (_, rule, bytes, limits = {}, at) => {
    await expect(readTable(bytes(), { ...TABLE_LIMITS, ...limits })).rejects.toMatchObject({
      name: 'TableError',
      rule,
      ...(at ? { at } : {}),
    });
  });
});

test('empty rows and cells in formats, within the limits, hold nothing up', async () => {
  const sheet =
    HEADER + many(100_000, (at) => `<row r="${at + 2}" s="1"><c r="A${at + 2}" s="1"/><c r="B${at + 2}" s="1"/></row>`);
  expect(await readTable(aWorkbook({ sheet }))).toEqual({ headers: ['h'], rows: [] });
});
