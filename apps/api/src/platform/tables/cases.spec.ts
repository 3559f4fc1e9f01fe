import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskImportReport, ImportReport, Problem } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aScan } from '../../testing/builders/index.ts';
import { startTestApi, type Answer, type Client, type TestApi } from '../../testing/test-api.ts';
import { aDraft, upload } from '../../testing/workspace.ts';

const cases = join(import.meta.dirname, '../../../../../../shared/cases/tables');
const there = existsSync(cases);
if (!there) console.warn(`skipped: no cases of tables at ${cases}`);

/** What each file comes to at the door of projects. */
const PROJECTS: Record<string, Partial<ImportReport> | { rule: string; at: string }> = {
  'p-dash.csv': { rows: 3, added: 3, faults: [] },
  'p-gbk.csv': { rows: 1, added: 1, faults: [] },
  'p-semicolon.csv': { rows: 1, added: 1, faults: [] },
  'p-head-star.csv': { rows: 1, added: 1, faults: [] },
  'x-blankrows.xlsx': {
    rows: 3,
    added: 2,
    faults: [expect.objectContaining({ row: 5, column: '市州', rule: 'one_of' })],
  },
  'x-error.xlsx': {
    rows: 1,
    added: 0,
    faults: [expect.objectContaining({ row: 2, column: '金额（万元）', rule: 'cell_error' })],
  },
  'x-sparse.xlsx': { rule: 'too_many_columns', at: 'XFD1048576' },
};

describe.skipIf(!there)('the cases of tables, of ../shared', () => {
  let api: TestApi;
  let organizer: Client;
  let staff: Client;
  let address: string;
  beforeAll(async () => {
    api = await startTestApi();
    [organizer, staff] = await Promise.all([api.as('organizer'), api.as('staff')]);
    address = `/api/editions/${(await aDraft(api, organizer)).edition.id}/projects/import`;
  });
  afterAll(() => api?.close());

  const send = (name: string): Promise<Answer<ImportReport & Problem>> =>
    organizer.send('POST', address, upload(readFileSync(join(cases, name)), name));
  const papers = (name: string, scans: [string, Blob][] = []): Promise<Answer<DeskImportReport & Problem>> => {
    const body = new FormData();
    body.set('table', new Blob([new Uint8Array(readFileSync(join(cases, name)))]), name);
    for (const [file, scan] of scans) body.append('scan', scan, file);
    return staff.send('POST', '/api/agreements/paper/import', body);
  };

  test.each(Object.entries(PROJECTS))('%s at the door of projects', async (name, outcome) => {
    await api.asOwner(`DELETE FROM project WHERE code ~ '^T(1[0-9]|9)-'`);
    const { status, body } = await send(name);
    if ('rule' in outcome) {
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ pointer: '/file', rule: outcome.rule, values: { at: outcome.at } }]);
      expect(body.errors?.[0]?.detail).toContain(`${outcome.rule} at ${outcome.at}`);
    } else expect(body).toMatchObject(outcome);
  });

  test('a sign before a title is kept', async () => {
    await send('p-dash.csv');
    const titles = await api.db.query<{ title: string }[]>(
      `SELECT title_zh AS title FROM project WHERE code LIKE 'T10-%' ORDER BY code`,
    );
    expect(titles.map(({ title }) => title)).toEqual(['对齐测试', '-40℃低温电池', "'已有撇号"]);
  });

  test('days of papers as people write them; those that mean no day, or two, are refused by name', async () => {
    const scans = await Promise.all(
      Array.from({ length: 15 }, (_, at): [string, Blob] => [`s${at + 1}.jpg`, new Blob([new Uint8Array(aScan())])]),
    );
    const { body } = await papers('papers-dates.csv', scans);
    const wrong = body.faults.filter(({ rule }) => rule === 'date').map(({ row }) => row);
    expect(wrong).toEqual([9, 10, 15, 16]);
    expect(body.rows).toBe(15);
    expect(body.faults.filter(({ rule }) => !['date', 'not_in_future'].includes(rule))).toEqual([]);
  });

  test('the far cell and the error value at the door of papers', async () => {
    expect((await papers('x-sparse.xlsx')).body).toMatchObject({
      status: 422,
      errors: [{ rule: 'too_many_columns', values: { at: 'XFD1048576' } }],
    });
    expect((await papers('x-error.xlsx')).body).toMatchObject({ status: 422, code: 'missing_columns' });
  });
});
