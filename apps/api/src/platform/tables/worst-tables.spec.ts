import { writeTable } from '@everexpo/interchange/tables';
import type { ImportReport, Problem } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aWorkbook } from '../../../../../libs/interchange/src/tables/testing/a-workbook.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { aDraft, projectRows, projectTable, upload } from '../../testing/workspace.ts';

let api: TestApi;
let organizer: Client;
let address: string;
beforeAll(async () => {
  api = await startTestApi();
  organizer = await api.as('organizer');
  address = `/api/editions/${(await aDraft(api, organizer)).edition.id}/projects/import`;
});
afterAll(() => api.close());

const EVERY_MS = 50;

interface Reply {
  status: number;
  headers: Headers;
  body: ImportReport & Problem;
}

/** The upload as it goes over the wire, made beforehand: the client runs in this process too, and is not measured. */
async function anUpload(bytes: Buffer): Promise<() => Promise<Reply>> {
  const form = new Response(upload(bytes, 'table.xlsx'));
  const headers = { cookie: organizer.cookie, 'content-type': form.headers.get('content-type') ?? '' };
  const body = new Uint8Array(await form.arrayBuffer());
  return async () => {
    const answer = await fetch(api.url + address, { method: 'POST', headers, body });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Reply['body'] };
  };
}

/** Asks for the API's health on and on while `work` runs; the longest wait, from when the question was due. */
async function withClock<T>(what: string, work: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage.rss();
  let most = before;
  let over = false;
  let longest = 0;
  const answers: Promise<void>[] = [];
  let due = performance.now();
  const clock = (async () => {
    while (!over) {
      const asked = due;
      const answer = fetch(`${api.url}/healthz`).then(({ status }) => {
        expect(status).toBe(200);
        longest = Math.max(longest, performance.now() - asked);
      });
      // Thrown with all of them below, when the work is done.
      answer.catch(() => undefined);
      answers.push(answer);
      most = Math.max(most, process.memoryUsage.rss());
      due += EVERY_MS;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    }
  })();
  const started = performance.now();
  const result = await work().finally(() => (over = true));
  const took = performance.now() - started;
  await clock;
  await Promise.all(answers);
  const grown = (most - before) / 1024 / 1024;
  console.info(
    `${what}: ${Math.round(took)} ms; /healthz asked ${answers.length} times, ` +
      `longest wait ${Math.round(longest)} ms; memory of the API grown by ${Math.round(grown)} MB`,
  );
  return result;
}

const HEADER = `<row r="1">${projectTable([])
  .headers.map((title, at) => `<c r="${String.fromCharCode(65 + at)}1" t="str"><v>${title}</v></c>`)
  .join('')}</row>`;
const many = (count: number, of: (at: number) => string) => Array.from({ length: count }, (_, at) => of(at)).join('');

describe('while the worst tables are read, everybody else is answered', () => {
  test.each<[string, string, () => Buffer]>([
    [
      'one cell in the last corner',
      'too_many_columns',
      () => aWorkbook({ sheet: `${HEADER}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>` }),
    ],
    [
      'a million formatted empty rows',
      'too_many_unpacked_bytes',
      () =>
        aWorkbook({
          sheet:
            HEADER +
            many(
              1_040_000,
              (at) => `<row r="${at + 2}" s="1"><c r="A${at + 2}" s="1"/><c r="B${at + 2}" s="1"/></row>`,
            ),
        }),
    ],
    [
      'a million rows of CSV',
      'too_many_rows',
      () => Buffer.from(`${projectTable([]).headers.join()}\n${'a,b\n'.repeat(1_000_000)}`),
    ],
    [
      'a bomb of zeros',
      'too_many_unpacked_bytes',
      () => aWorkbook({ sheet: HEADER, more: { 'xl/media/x.png': new Uint8Array(100_000_000) } }),
    ],
    [
      'a long text that many cells refer to',
      'too_many_characters',
      () =>
        aWorkbook({
          sheet: HEADER + many(4_000, (at) => `<row r="${at + 2}"><c r="A${at + 2}" t="s"><v>0</v></c></row>`),
          strings: `<sst><si><t>${many(32_000, (at) => String.fromCharCode(65 + ((at * at) % 26)))}</t></si></sst>`,
        }),
    ],
    ['text of one quote', 'broken_quotes', () => Buffer.from(`a,b\n"${'x,\n'.repeat(2_000_000)}`)],
    ['a file of 40 MB', 'too_many_bytes', () => Buffer.alloc(40_000_000, 'a,')],
  ])('%s: %s', async (what, rule, make) => {
    const { status, body } = await withClock(what, await anUpload(make()));
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: '/file', rule }]);
  });

  test('the largest table that is taken, wrong in every row', async () => {
    const rows = projectRows(5_000, ['nobody@everexpo.example']).map((row) => [
      ...row.slice(0, 7),
      '火星',
      ...row.slice(8, 11),
      'viel',
      row[12] as string,
    ]);
    const { body } = await withClock('5,000 wrong rows', await anUpload(await writeTable(projectTable(rows), 'xlsx')));
    expect(body).toMatchObject({ rows: 5_000, added: 0 });
  });

  test('the largest table that is taken, right in every row', async () => {
    const table = projectTable(projectRows(5_000, ['owner@everexpo.example'], 'BIG'));
    const { body } = await withClock('5,000 good rows', await anUpload(await writeTable(table, 'xlsx')));
    expect(body).toMatchObject({ rows: 5_000, added: 5_000, rowErrors: [] });
  });

  test('more files than wait: each is read or refused with when to retry, none breaks', async () => {
    const table = projectTable(projectRows(200, ['owner@everexpo.example'], 'MANY'));
    const send = await anUpload(await writeTable(table, 'xlsx'));
    const answers = await withClock('40 files at once', () => Promise.all(Array.from({ length: 40 }, send)));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].filter((status) => status !== 201 && status !== 503)).toEqual([]);
    const busy = answers.find(({ status }) => status === 503);
    expect(busy?.body.code).toBe('busy');
    expect(Number(busy?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
