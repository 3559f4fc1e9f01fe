import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readCells, readNumberedTable, readTable } from './index.ts';
import { aWorkbook } from './testing/a-workbook.ts';

const cases = join(import.meta.dirname, '../../../../tests/cases/tables');
const aCase = (name: string) => readFileSync(join(cases, name));

const CHINESE = '项目编号,项目名称,金额（万元）\nA-1,吉野的新材料项目,"1,280"\n';
const EXPECTED = { headers: ['项目编号', '项目名称', '金额（万元）'], rows: [['A-1', '吉野的新材料项目', '1,280']] };

describe('CSV as people have it', () => {
  test.each(['utf-8', 'gbk', 'gb18030', 'utf-16le', 'utf-16be'])('in %s', async (encoding) => {
    expect(await readTable(iconv.encode(CHINESE, encoding))).toEqual(EXPECTED);
  });

  test.each(['utf-8', 'utf-16le', 'utf-16be'])('in %s with a byte order mark', async (encoding) => {
    expect(await readTable(iconv.encode(CHINESE, encoding, { addBOM: true }))).toEqual(EXPECTED);
  });

  test('in Big5, when it clearly is', async () => {
    const text = '專案編號,專案名稱,專案簡介\nA-1,臺灣大學的新材料與儲能專案,這個專案已經完成樣機試驗並取得專利證書\n';
    expect((await readTable(iconv.encode(text, 'big5'))).rows[0]).toEqual([
      'A-1',
      '臺灣大學的新材料與儲能專案',
      '這個專案已經完成樣機試驗並取得專利證書',
    ]);
  });

  const separatedBy = (separator: string) =>
    `code${separator}"a, title; with|all\tof them"\r\nA-1${separator}"one, two;\nthree"\r\n`;
  const SEPARATED = { headers: ['code', 'a, title; with|all\tof them'], rows: [['A-1', 'one, two;\nthree']] };

  test.each([',', ';', '\t', '|'])('separated by %j', async (separator) => {
    expect(await readTable(Buffer.from(separatedBy(separator)))).toEqual(SEPARATED);
  });

  test.each([',', ';', '\t', '|'])('whose first line says that %j separates', async (separator) => {
    const text = `sep=${separator}\r\n${separatedBy(separator)}`;
    expect(await readTable(Buffer.from(text))).toEqual(SEPARATED);
  });

  test.each(['\n', '\r\n', '\r'])(
    'with lines that end in %j; rows are numbered as a spreadsheet numbers them',
    async (end) => {
      const text = ['', 'code,title', 'A-1,"two', 'lines"', '', ' , ', 'A-2,x', ''].join(end);
      expect(await readNumberedTable(Buffer.from(text))).toMatchObject({ headers: ['code', 'title'], numbers: [3, 6] });
    },
  );
});

describe('XLSX as programs write it', () => {
  test('numbers as they are shown, dates by their format, errors, rich and formula texts, hidden sheets', async () => {
    const styles = `<styleSheet><numFmts>
      <numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
      <numFmt numFmtId="165" formatCode="#,##0.00&quot; days&quot;"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;
    const strings =
      '<sst><si><r><t>固态</t></r><r><t xml:space="preserve"> 电池</t></r><rPh><t>gu tai</t></rPh></si></sst>';
    const sheet = `<row r="1"><c r="A1" t="inlineStr"><is><t>h</t></is></c></row>
      <row r="2"><c r="A2"><v>330.00000000000006</v></c><c r="B2" s="1"><v>46346</v></c>
      <c r="C2" s="2"><v>46346.4375</v></c><c r="D2" s="3"><v>46346</v></c></row>
      <row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>
      <c r="C4" t="str"><f>A1</f><v>=1</v></c><c r="D4" t="b"><v>1</v></c><c r="E4" s="1"/></row>`;
    const rows = await readCells(aWorkbook({ sheet, strings, styles, hiddenFirst: true }));
    expect(rows.slice(1)).toEqual([
      { number: 2, cells: [330.00000000000006, new Date('2026-11-20'), new Date('2026-11-20T10:30:00Z'), 46346] },
      { number: 4, cells: ['固态 电池', '#DIV/0!', '=1', true] },
    ]);
    const wide = sheet.replace('</row>', '<c r="D1" t="str"><v>d</v></c></row>');
    expect((await readTable(aWorkbook({ sheet: wide, strings, styles }))).rows[0]).toEqual([
      '330',
      '2026-11-20',
      '2026-11-20 10:30:00',
      '46346',
    ]);
  });
});

describe('merged cells', () => {
  const row = (number: number, ...texts: string[]) => {
    const cells = texts.map((text, at) => text && `<c r="${'ABC'[at]}${number}" t="str"><v>${text}</v></c>`);
    return `<row r="${number}">${cells.join('')}</row>`;
  };
  const sheet = (rows: string, ...refs: string[]) => {
    const merged = refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    const data = `<sheetData>${rows}</sheetData><mergeCells>${merged}</mergeCells>`;
    return aWorkbook({ sheet: `<worksheet>${data}</worksheet>` });
  };

  test('titles over the headings are skipped; a row in merged cells is named with them, others are read', async () => {
    const rows = [
      row(1, '2026 年签约项目'),
      row(2, '', '填报单位：测试中心'),
      row(4, '名称', '金额', '备注'),
      row(5, '甲', '1', 'x'),
      row(6, '', '2', 'y'),
      row(7, '丙', '3', 'z'),
      row(8, '丁', '4'),
    ].join('');
    const table = await readNumberedTable(sheet(rows, 'A1:C1', 'B2:C3', 'A5:A6', 'B8:C8', 'A7:A7', 'A20:C90'));
    expect(table).toEqual({
      headers: ['名称', '金额', '备注'],
      rows: [
        ['甲', '1', 'x'],
        ['', '2', 'y'],
        ['丙', '3', 'z'],
        ['丁', '4', ''],
      ],
      numbers: [5, 6, 7, 8],
      merged: [{ ref: 'A5:A6', column: 1 }, { ref: 'A5:A6', column: 1 }, null, { ref: 'B8:C8', column: 2 }],
    });
  });

  test('a heading across columns stands over its first; a row of headings is no title', async () => {
    const table = await readNumberedTable(sheet(row(1, '名称', '金额') + row(2, '甲', '1', '万'), 'B1:C1'));
    expect(table).toMatchObject({ headers: ['名称', '金额'], rows: [['甲', '1']], merged: [null] });
  });

  test('a title alone is the header', async () => {
    expect(await readNumberedTable(sheet(row(1, '标题'), 'A1:C1'))).toMatchObject({ headers: ['标题'], rows: [] });
  });
});

describe('the cases of tables', () => {
  test.each(['p-gbk.csv', 'p-semicolon.csv'])('%s is understood', async (name) => {
    const { headers, rows } = await readTable(aCase(name));
    expect(headers).toHaveLength(13);
    expect(headers[11]).toBe('金额（万元）');
    expect(rows[0]?.[1]).toBe('吉野的新材料项目');
  });

  test('rows after blank ones keep their number', async () => {
    expect((await readNumberedTable(aCase('x-blankrows.xlsx'))).numbers).toEqual([2, 5, 6]);
  });

  test('the far cell is refused by rule and name', async () => {
    await expect(readTable(aCase('x-sparse.xlsx'))).rejects.toMatchObject({
      rule: 'too_many_columns',
      at: 'XFD1048576',
    });
  });

  test('an error value stays one', async () => {
    expect((await readTable(aCase('x-error.xlsx'))).rows[0]?.[11]).toBe('#DIV/0!');
  });

  test('signs and apostrophes stay', async () => {
    expect((await readTable(aCase('p-dash.csv'))).rows.map((row) => row[1])).toEqual([
      '对齐测试',
      '-40℃低温电池',
      "'已有撇号",
    ]);
  });
});
