import type { ImportReport, SessionImportReport } from '@everexpo/contracts';
import { readTable, writeTable, type Table } from '@everexpo/interchange/tables';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type Client, type TestApi } from '../../../testing/test-api.ts';
import { aDraft, projectRows, projectTable, upload } from '../../../testing/workspace.ts';

let api: TestApi;
let organizer: Client;
let editionId: string;
beforeAll(async () => {
  api = await startTestApi();
  organizer = await api.as('organizer');
  editionId = (await aDraft(api, organizer)).edition.id;
});
afterAll(() => api.close());

const projects = () => api.db.query<Record<string, unknown>[]>(`SELECT * FROM project ORDER BY id`);
const aProject = async (code: string) =>
  (
    await api.db.query<Record<string, unknown>[]>(`SELECT * FROM project WHERE edition_id = $1 AND code = $2`, [
      editionId,
      code,
    ])
  )[0];
const send = async (bytes: Buffer, name = 'projects.csv') =>
  (await organizer.send<ImportReport>('POST', `/api/editions/${editionId}/projects/import`, upload(bytes, name))).body;

async function exported(format: 'xlsx' | 'csv'): Promise<Buffer> {
  const answer = await fetch(`${api.url}/api/editions/${editionId}/projects/export?format=${format}`, {
    headers: { cookie: organizer.cookie },
  });
  return Buffer.from(await answer.arrayBuffer());
}

/** A table of one project with some of its cells replaced. */
function aTable(code: string, cells: Record<number, string> = {}): Table {
  const [row] = projectRows(1, ['owner@everexpo.example'], code) as [string[]];
  return projectTable([row.map((cell, at) => cells[at] ?? cell)]);
}

/** Texts that spreadsheets and text files trip over; lines of a summary may break. */
const AWKWARD = [
  '-40℃低温电池',
  '=1+1',
  '+86 28 0000',
  '@handle',
  "'已有撇号",
  "'=guarded'",
  '"quoted"',
  'a,b;c|d',
  '𠮷野𰻞👩‍🔬',
  '_x000D_',
  '0012',
  '1e5',
  '<&>',
  'TRUE',
  '2026/1/2',
];

describe.each(['xlsx', 'csv'] as const)('projects out and in again as %s', (format) => {
  test('change nothing, with or without a code, whatever their texts, amounts and owners', async () => {
    await api.asOwner(
      `UPDATE project SET code = NULL, status = 'submitted'
          WHERE id IN (SELECT id FROM project WHERE edition_id = $1 ORDER BY id LIMIT 40)`,
      [editionId],
    );
    for (const [at, text] of AWKWARD.entries()) {
      const values = [editionId, at, text, `- ${text}\n+ ${text}\r\n=\t${text}`];
      await api.asOwner(
        `UPDATE project SET title_zh = $3, title_en = $3, summary_zh = $4, seeks_en = $4,
                amount_sought_fen = 1234567 + $2
          WHERE id = (SELECT id FROM project WHERE edition_id = $1 ORDER BY id OFFSET $2 LIMIT 1)`,
        values,
      );
    }
    const before = await projects();
    const report = await send(await exported(format), `projects.${format}`);
    expect(report).toMatchObject({ added: 0, updated: 0, rowErrors: [], errorReport: null });
    expect(report.rows).toBeGreaterThan(40);
    expect(report.unchanged).toBe(report.rows);
    expect(await projects()).toEqual(before);
  });

  test('a bad row comes back in the error file as it was, and lands once mended', async () => {
    const table = aTable(`E-${format}`, { 1: '-40℃低温电池', 9: '- 资金\n- 场地', 7: '火星', 11: '330.5' });
    const { rowErrors, errorReport } = await send(await writeTable(table, format), `x.${format}`);
    expect(rowErrors).toMatchObject([{ row: 2, column: '市州', rule: 'one_of' }]);
    const back = await readTable(Buffer.from(errorReport ?? '', 'base64'));
    expect(back.rows[0]?.slice(0, -1)).toEqual(table.rows[0]);
    back.rows[0]![7] = '绵阳';
    expect(await send(await writeTable(back, format), `x.${format}`)).toMatchObject({ added: 1, rowErrors: [] });
    expect(await aProject(`E-${format}-1`)).toMatchObject({
      title_zh: '-40℃低温电池',
      seeks_zh: '- 资金\n- 场地',
      amount_sought_fen: 330_500_000,
    });
  });
});

describe('a row means the project', () => {
  test('whose id it carries: it takes a code, or another, and adds none', async () => {
    await send(await writeTable(aTable('ID'), 'csv'));
    const [{ id }] = (await api.asOwner(
      `UPDATE project SET code = NULL WHERE edition_id = $1 AND code = 'ID-1' RETURNING id`,
      [editionId],
    )) as [{ id: string }];
    const table = await readTable(await exported('csv'));
    const row = table.rows.find((cells) => cells.at(-1) === id) as string[];
    expect(row[0]).toBe('');
    const withCode = (code: string, from = id) =>
      writeTable({ headers: table.headers, rows: [[code, ...row.slice(1, -1), from]] }, 'csv');
    expect(await send(await withCode('NEW-1'))).toMatchObject({ added: 0, updated: 1, rowErrors: [] });
    expect(await send(await withCode('NEW-2', id.toUpperCase()))).toMatchObject({
      added: 0,
      updated: 1,
      rowErrors: [],
    });
    expect(await send(await withCode(''))).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
    expect(await aProject('NEW-2')).toMatchObject({ id });
    expect(await send(await withCode('', ''))).toMatchObject({
      rowErrors: [{ row: 2, column: '项目编号', rule: 'required' }],
    });
    expect(await send(await withCode('X', '00000000-0000-4000-8000-000000000000'))).toMatchObject({
      rowErrors: [{ row: 2, column: '系统标识', rule: 'known_project' }],
    });
    expect(await send(await withCode('X', 'no id'))).toMatchObject({
      rowErrors: [{ column: '系统标识', rule: 'known_project' }],
    });
    await send(await writeTable(aTable('TAKEN'), 'csv'));
    expect(await send(await withCode('TAKEN-1'))).toMatchObject({
      added: 0,
      updated: 0,
      rowErrors: [{ row: 2, column: '项目编号', rule: 'code_taken' }],
    });
  });

  test('only once in a file, by id or by code', async () => {
    await send(await writeTable(aTable('TWICE'), 'csv'));
    const table = await readTable(await exported('csv'));
    const row = table.rows.find(([code]) => code === 'TWICE-1') as string[];
    const rows = [row, [...row.slice(0, -1), ''], ['', ...row.slice(1)]];
    expect((await send(await writeTable({ headers: table.headers, rows }, 'csv'))).rowErrors).toMatchObject([
      { row: 3, column: '项目编号', rule: 'same_row', values: { other: 2 } },
      { row: 4, column: '系统标识', rule: 'same_row', values: { other: 2 } },
    ]);
    const fresh = aTable('FRESH').rows[0] as string[];
    expect(await send(await writeTable(projectTable([fresh, fresh]), 'csv'))).toMatchObject({
      added: 1,
      rowErrors: [{ row: 3, rule: 'same_row' }],
    });
  });

  test('of an owner who has left their organisation, as long as the owner stays the same', async () => {
    await send(await writeTable(aTable('LEFT'), 'csv'));
    const [owner] = (await api.asOwner(
      `SELECT id, organisation_id FROM person WHERE email = 'owner@everexpo.example'`,
    )) as { id: string; organisation_id: string }[];
    await api.asOwner(`UPDATE person SET organisation_id = NULL WHERE id = $1`, [owner?.id]);
    try {
      expect(await send(await writeTable(aTable('LEFT'), 'csv'))).toMatchObject({ unchanged: 1, rowErrors: [] });
      expect(await send(await writeTable(aTable('OTHER'), 'csv'))).toMatchObject({
        added: 0,
        rowErrors: [{ rule: 'known_owner' }],
      });
    } finally {
      await api.asOwner(`UPDATE person SET organisation_id = $2 WHERE id = $1`, [owner?.id, owner?.organisation_id]);
    }
  });
});

test("what is wrong with a row is said in the reader's language, in the report and in the error file", async () => {
  const table = await writeTable(aTable('SAID', { 7: '火星', 11: 'viel' }), 'csv');
  const path = `/api/editions/${editionId}/projects/import`;
  const said = async (query: string) => {
    const { body } = await organizer.send<ImportReport>('POST', path + query, upload(table, 'x.csv'));
    const { headers, rows } = await readTable(Buffer.from(body.errorReport ?? '', 'base64'));
    return { columns: body.rowErrors.map(({ column, columnEn }) => [column, columnEn]), last: headers.at(-1), rows };
  };
  const columns = [
    ['市州', 'City'],
    ['金额（万元）', 'Amount (CNY 10,000)'],
  ];
  const english = await said('?language=en');
  expect(english).toMatchObject({ columns, last: 'What is wrong' });
  expect(english.rows[0]?.at(-1)).toMatch(
    /^City: must be one of: Chengdu, .*; Amount \(CNY 10,000\): must be an amount/,
  );
  for (const query of ['?language=zh', '']) {
    const chinese = await said(query);
    expect(chinese).toMatchObject({ columns, last: '错误原因' });
    expect(chinese.rows[0]?.at(-1)).toMatch(/^市州：应为其中之一：成都、.*；金额（万元）：应为以万元计的金额/);
  }
});

test('a value that a spreadsheet could not compute is an error in every column, not content', async () => {
  const table = aTable('ERR', { 1: '#N/A', 11: '#DIV/0!' });
  for (const format of ['csv', 'xlsx'] as const) {
    expect((await send(await writeTable(table, format))).rowErrors).toMatchObject([
      {
        row: 2,
        column: '项目名称',
        rule: 'cell_error',
        values: { value: '#N/A' },
        detail: 'holds the error value #N/A',
      },
      { row: 2, column: '金额（万元）', rule: 'cell_error' },
    ]);
  }
});

describe.each(['xml', 'json'] as const)('the schedule out as schedule.%s and in again', (format) => {
  test('changes no session and adds none', async () => {
    const sessions = async () =>
      (
        await api.db.query<Record<string, unknown>[]>(`SELECT * FROM draft_session WHERE edition_id = $1 ORDER BY id`, [
          editionId,
        ])
      ).map(({ revision: _, ...session }) => session);
    const before = await sessions();
    const bytes = Buffer.from(await (await fetch(`${api.url}/export/schedule.${format}`)).arrayBuffer());
    const { body } = await organizer.send<SessionImportReport>(
      'POST',
      `/api/editions/${editionId}/draft/import`,
      upload(bytes, `schedule.${format}`),
    );
    expect(body.eventErrors).toEqual([]);
    expect(body.imported).toBeGreaterThan(50);
    expect(await sessions()).toEqual(before);
  });
});
