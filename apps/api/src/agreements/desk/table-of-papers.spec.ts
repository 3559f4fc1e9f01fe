import type { DeskImportReport, DeskPage } from '@everexpo/contracts';
import { readTable, writeTable } from '@everexpo/interchange/tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anEdition, aPerson, aScan, type Person } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { PAPER_COLUMNS } from './paper-table.ts';

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
  expect(body.faults.map((fault) => `${fault.row} ${fault.column}`)).toEqual([
    '3 合作金额（万元）',
    '4 扫描件文件名',
    '5 扫描件文件名',
    '6 签约日期',
  ]);
  const { items } = await staff.client.ask<DeskPage>('GET', '/api/agreements/paper');
  expect(items).toMatchObject([{ title: '甲项目协议', amountFen: 128_000_001, state: 'signed' }]);

  // The row with the wrong amount is mended in the file that came back, and sent with its scan.
  const faults = await readTable(Buffer.from(body.faultsFile ?? '', 'base64'));
  expect(faults.headers).toEqual([...HEADERS, '错误原因']);
  const mended = (faults.rows[0] ?? []).slice(0, -1).map((cell) => (cell === '-5' ? '5' : cell));
  expect(await send(staff, [mended], { 'b.pdf': b })).toMatchObject({ body: { rows: 1, added: 1, faults: [] } });
  const again = await send(staff, [mended], { 'b.pdf': b });
  expect(again).toMatchObject({ body: { added: 0, faults: [{ row: 2, column: '扫描件文件名' }] } });
});

test('without a column is refused by its name', async () => {
  const answer = await send(await aClerk(), [], {}, HEADERS.slice(1));
  const problem = { code: 'missing_columns', errors: [{ pointer: '/file/title' }] };
  expect(answer).toMatchObject({ status: 422, body: problem });
});
