import type { DeskImportReport, ImportReport } from '@everexpo/contracts';
import { expect } from 'vitest';
import { aWorkbook } from '../../../../../libs/interchange/src/tables/testing/a-workbook.ts';
import { aScan } from '../builders/index.ts';
import type { TestApi } from '../test-api.ts';
import { PAPER_CELLS } from '../uploads.ts';
import { caseBytes } from './case-files.ts';
import { caseDoor } from './doors.ts';
import type { Outcome, Outcomes } from './outcome.ts';

const PROJECTS = 'POST /api/editions/{edition}/projects/import file';
const PAPERS = 'POST /api/agreements/paper/import table';

async function atProjects(api: TestApi, name: string) {
  const door = await caseDoor(api, PROJECTS);
  return { ...(await door.send<ImportReport>(caseBytes(name), name)), door };
}

const comesTo =
  (name: string, report: Partial<ImportReport>): Outcome =>
  async (api) =>
    expect((await atProjects(api, name)).body).toMatchObject(report);

const isRefused =
  (name: string, door: string, rule: string, at: string): Outcome =>
  async (api) => {
    const { status, body } = await (await caseDoor(api, door)).send(caseBytes(name), name);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: '/file', rule, values: { at } }]);
  };

const oneGoodRow = { rows: 1, added: 1, rowErrors: [] };

export const tables: Outcomes = {
  'tables/x-sparse.xlsx': {
    'refused with rule and cell as projects': isRefused(
      'tables/x-sparse.xlsx',
      PROJECTS,
      'too_many_columns',
      'XFD1048576',
    ),
    'refused with rule and cell as papers': isRefused('tables/x-sparse.xlsx', PAPERS, 'too_many_columns', 'XFD1048576'),
  },
  'tables/x-blankrows.xlsx': {
    'names the row as the spreadsheet shows it': comesTo('tables/x-blankrows.xlsx', {
      rows: 3,
      added: 2,
      rowErrors: [expect.objectContaining({ row: 5, column: '市州', rule: 'one_of' }) as never],
    }),
  },
  'tables/x-error.xlsx': {
    'its error value is an error of its row as projects': comesTo('tables/x-error.xlsx', {
      rows: 1,
      added: 0,
      rowErrors: [expect.objectContaining({ row: 2, column: '金额（万元）', rule: 'cell_error' }) as never],
    }),
    'refused as papers, whose columns it lacks': async (api) => {
      const door = await caseDoor(api, PAPERS);
      const { body } = await door.send(caseBytes('tables/x-error.xlsx'), 'x-error.xlsx');
      expect(body).toMatchObject({ status: 422, code: 'missing_columns' });
    },
    'an error value in the amount of a paper is an error of its row, never an empty amount': async (api) => {
      const door = await caseDoor(api, PAPERS);
      const { body } = await door.send<DeskImportReport>(aPaperOfUnknownAmount(), 'x-error.xlsx', [
        ['scan', aScan(), 'scan.pdf'],
      ]);
      expect(body).toMatchObject({
        rows: 1,
        added: 0,
        rowErrors: [{ row: 2, column: '合作金额（万元）', rule: 'cell_error' }],
      });
    },
  },
  'tables/p-dash.csv': {
    'comes back from the export as it went in, and changes nothing when it is sent again': async (api) => {
      const { door, body } = await atProjects(api, 'tables/p-dash.csv');
      expect(body).toMatchObject({ rows: 3, added: 3, rowErrors: [] });
      const out = await door.client.ask<string>('GET', door.path.replace('/import', '/export?format=csv'));
      expect(out).toContain('-40℃低温电池');
      const { body: again } = await door.send<ImportReport>(Buffer.from(out), 'export.csv');
      expect(again).toMatchObject({ rows: 3, added: 0, updated: 0, unchanged: 3, rowErrors: [] });
      const titles = await api.asOwner<{ title: string }>(
        `SELECT title_zh AS title FROM project WHERE edition_id = $1 ORDER BY code`,
        [door.path.split('/')[3]],
      );
      expect(titles.map(({ title }) => title)).toEqual(['对齐测试', '-40℃低温电池', "'已有撇号"]);
    },
  },
  'tables/papers-dates.csv': {
    'days as people write them are understood; those that mean no day, or two, are named': async (api) => {
      const door = await caseDoor(api, PAPERS);
      const scans = Array.from({ length: 15 }, (_, at): ['scan', Buffer, string] => [
        'scan',
        aScan(),
        `s${at + 1}.jpg`,
      ]);
      const { body } = await door.send<DeskImportReport>(caseBytes('tables/papers-dates.csv'), 'papers.csv', scans);
      const wrong = body.rowErrors.filter(({ rule }) => rule === 'date').map(({ row }) => row);
      expect(wrong).toEqual([9, 10, 15, 16]);
      expect(body.rows).toBe(15);
      expect(body.rowErrors.filter(({ rule }) => !['date', 'not_in_future'].includes(rule))).toEqual([]);
    },
  },
  'tables/p-gbk.csv': { 'its encoding is recognised': comesTo('tables/p-gbk.csv', oneGoodRow) },
  'tables/p-semicolon.csv': { 'its separator is recognised': comesTo('tables/p-semicolon.csv', oneGoodRow) },
  'tables/p-head-star.csv': {
    'a heading with the mark of a required field is recognised': comesTo('tables/p-head-star.csv', oneGoodRow),
  },
};

/** A table of papers whose amount is an error value. */
function aPaperOfUnknownAmount(): Buffer {
  const cell = (value: string, at: number, row: number, type: string) =>
    `<c r="${String.fromCharCode(65 + at)}${row}" t="${type}"><v>${value}</v></c>`;
  const cells = { ...PAPER_CELLS, '合作金额（万元）': '#DIV/0!' };
  const head = Object.keys(cells).map((title, at) => cell(title, at, 1, 'str'));
  const row = Object.values(cells).map((value, at) => cell(value, at, 2, value === '#DIV/0!' ? 'e' : 'str'));
  return aWorkbook({ sheet: `<row r="1">${head.join('')}</row><row r="2">${row.join('')}</row>` });
}
