import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { tableRuleText, type DeskImportReport, type DeskPage } from '@everexpo/contracts';
import { readTable, writeTable } from '@everexpo/interchange/tables';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { aWorkbook } from '../../../../../libs/interchange/src/tables/testing/a-workbook.ts';
import { anEdition, aPerson, aScan, type Person } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { PAPER_COLUMNS } from './paper-table.ts';
import { ScanTray, sweepScanTrays } from './scans/scan-tray.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const HEADERS = PAPER_COLUMNS.map(({ zh }) => zh);

/** A row of the table as a member of the staff types it. */
const row = (title: string, amount: string, scan: string, day = '2026-01-06') => [
  title,
  '合作协议',
  '内江循环经济研究院',
  `资阳${title}公司`,
  amount,
  '24',
  '内江',
  '成果转化',
  day,
  scan,
];

async function send({ client }: Person, rows: string[][], scans: Record<string, Uint8Array> = {}, headers = HEADERS) {
  const body = new FormData();
  const table = await writeTable({ headers, rows }, 'xlsx');
  body.set('table', new Blob([new Uint8Array(table)]), 'papers.xlsx');
  for (const [name, scan] of Object.entries(scans)) body.append('scan', new Blob([new Uint8Array(scan)]), name);
  return client.send<DeskImportReport>('POST', '/api/agreements/paper/import', body);
}

/** One of the staff, in an edition where no paper was logged yet. */
async function aClerk(): Promise<Person> {
  await anEdition(api).current().build();
  return aPerson(api, { roles: ['staff'] });
}

test('lands row by row; bad rows come back as a file and go in once mended', async () => {
  const staff = await aClerk();
  const b = aScan();
  const rows = [
    row('甲项目协议', '128.000001', 'a.pdf'),
    row('乙项目协议', '-5', 'b.pdf'),
    row('丙项目协议', '10', 'missing.pdf'),
    row('丁项目协议', '10', 'c.pdf'),
    row('戊项目协议', '10', 'b.pdf', '2026/02/30'),
  ];
  const { body } = await send(staff, rows, { 'a.pdf': aScan(), 'b.pdf': b, 'c.pdf': Buffer.from('no pdf') });
  expect(body).toMatchObject({ rows: 5, added: 1 });
  expect(body.rowErrors.map((rowError) => `${rowError.row} ${rowError.column}`)).toEqual([
    '3 合作金额（万元）',
    '4 扫描件文件名',
    '5 扫描件文件名',
    '6 签约日期',
  ]);
  const { items } = await staff.client.ask<DeskPage>('GET', '/api/agreements/paper');
  expect(items).toMatchObject([{ title: '甲项目协议', amountFen: 128_000_001, state: 'signed' }]);

  // The row with the wrong amount is mended in the file that came back, and sent with its scan.
  const rowErrors = await readTable(Buffer.from(body.errorReport ?? '', 'base64'));
  expect(rowErrors.headers).toEqual([...HEADERS, '错误原因']);
  const mended = (rowErrors.rows[0] ?? []).slice(0, -1).map((cell) => (cell === '-5' ? '5' : cell));
  expect(await send(staff, [mended], { 'b.pdf': b })).toMatchObject({ body: { rows: 1, added: 1, rowErrors: [] } });
  const again = await send(staff, [mended], { 'b.pdf': b });
  expect(again).toMatchObject({ body: { added: 0, rowErrors: [{ row: 2, column: '扫描件文件名' }] } });
});

describe('scans', () => {
  const importing = async (staff: Person, rows: string[][], scans: [string, Uint8Array][], headers = HEADERS) => {
    const body = new FormData();
    // Before the table, as a program may send them.
    for (const [name, scan] of scans) body.append('scan', new Blob([new Uint8Array(scan)]), name);
    const table = await writeTable({ headers, rows }, 'xlsx');
    body.set('table', new Blob([new Uint8Array(table)]), 'papers.xlsx');
    return staff.client.send<DeskImportReport>('POST', '/api/agreements/paper/import', body);
  };

  test('that share a name are named at their row; the others land', async () => {
    const staff = await aClerk();
    const rows = [row('同名协议', '1', 'a.pdf'), row('另一协议', '2', 'b.pdf')];
    const { body } = await importing(staff, rows, [
      ['a.pdf', aScan()],
      ['a.pdf', aScan()],
      ['b.pdf', aScan()],
    ]);
    expect(body).toMatchObject({
      added: 1,
      rowErrors: [{ row: 2, column: '扫描件文件名', rule: 'scan_twice', values: { name: 'a.pdf' } }],
    });
    expect(tableRuleText('scan_twice', body.rowErrors[0]?.values).zh).toContain('a.pdf');
  });

  test('are found by their name, however a system writes its letters', async () => {
    const staff = await aClerk();
    const rows = [row('带变音符号的协议', '1', 'M\u00fcller.pdf'), row('另一带变音符号的协议', '2', 'e\u0301.pdf')];
    const { body } = await importing(staff, rows, [
      ['Mu\u0308ller.pdf', aScan()],
      ['\u00e9.pdf', aScan()],
    ]);
    expect(body).toMatchObject({ added: 2, rowErrors: [] });
  });

  test('are read for the good rows of a good table alone', async () => {
    const staff = await aClerk();
    const check = vi.spyOn(ScanTray.prototype, 'read');
    onTestFinished(() => check.mockRestore());
    const scans: [string, Uint8Array][] = [
      ['a.pdf', aScan()],
      ['b.pdf', aScan()],
    ];
    const wrong = await importing(staff, [], scans, HEADERS.slice(1));
    expect(wrong).toMatchObject({ status: 422, body: { code: 'missing_columns' } });
    expect(check).not.toHaveBeenCalled();
    const { body } = await importing(
      staff,
      [row('金额有误的协议', '-5', 'a.pdf'), row('无误的协议', '5', 'b.pdf')],
      scans,
    );
    expect(body).toMatchObject({ added: 1, rowErrors: [{ row: 2, rule: 'amount_negative' }] });
    expect(check.mock.calls.map(([name]) => name)).toEqual(['b.pdf']);
  });

  test('are gone after the request; those of a process that was killed go when another starts', async () => {
    const trays = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('everexpo-scans-'));
    const staff = await aClerk();
    await importing(staff, [row('收尾的协议', '1', 'a.pdf')], [['a.pdf', aScan()]]);
    expect((await trays()).filter((name) => name.startsWith(`everexpo-scans-${process.pid}-`))).toEqual([]);
    const ended = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    const left = await mkdtemp(join(tmpdir(), `everexpo-scans-${ended}-`));
    const alive = await mkdtemp(join(tmpdir(), `everexpo-scans-${process.ppid}-`));
    onTestFinished(() => rm(alive, { recursive: true }));
    await sweepScanTrays();
    expect(await trays()).not.toContain(basename(left));
    expect(await trays()).toContain(basename(alive));
  });
});

test('rows in merged cells come back with the cells; a title over the headings is skipped', async () => {
  const staff = await aClerk();
  const rowOf = (number: number, texts: string[]) => {
    const cells = texts.map((text, at) => {
      const reference = `${String.fromCharCode(65 + at)}${number}`;
      return text && `<c r="${reference}" t="str"><v>${text}</v></c>`;
    });
    return `<row r="${number}">${cells.join('')}</row>`;
  };
  const rows = [
    ['签约项目表'],
    HEADERS,
    row('甲项目协议', '1', 'a.pdf'),
    row('乙项目协议', '', 'b.pdf'),
    row('丙项目协议', '3', 'c.pdf'),
  ];
  const data = rows.map((texts, at) => rowOf(at + 1, texts)).join('');
  const merges = '<mergeCell ref="A1:J1"/><mergeCell ref="E3:E4"/>';
  const sheet = `<worksheet><sheetData>${data}</sheetData><mergeCells>${merges}</mergeCells></worksheet>`;
  const body = new FormData();
  body.set('table', new Blob([new Uint8Array(aWorkbook({ sheet }))]), 'papers.xlsx');
  for (const name of ['a.pdf', 'b.pdf', 'c.pdf']) body.append('scan', new Blob([new Uint8Array(aScan())]), name);
  const report = await staff.client.ask<DeskImportReport>('POST', '/api/agreements/paper/import', body);
  const merged = { column: '合作金额（万元）', rule: 'merged_cells', values: { at: 'E3:E4' } };
  expect(report).toMatchObject({
    rows: 3,
    added: 1,
    rowErrors: [
      { row: 3, ...merged },
      { row: 4, ...merged },
    ],
  });
  expect(tableRuleText('merged_cells', { at: 'E3:E4' }).zh).toBe('E3:E4 是合并单元格；请先取消合并。');
});

test('without a column is refused by its name', async () => {
  const answer = await send(await aClerk(), [], {}, HEADERS.slice(1));
  const problem = { code: 'missing_columns', errors: [{ pointer: '/file/title' }] };
  expect(answer).toMatchObject({ status: 422, body: problem });
});
