import type { DeskEntry, DeskImportReport, DeskPage, LedgerPage, PartyNames, Problem } from '@everexpo/contracts';
import { readTable, writeTable } from '@everexpo/interchange';
import { PDF, PdfDict, PdfName, PdfString } from '@libpdf/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aScan, paperForm, registerPaper, upload } from '../../testing/papers.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { PAPER_COLUMNS } from './paper-table.ts';

let api: TestApi;
let staff: Client;
let staff2: Client;
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
const form = paperForm(year);
beforeAll(async () => {
  api = await startTestApi();
  [staff, staff2] = [await api.as('staff'), await api.as('staff2')];
});
afterAll(() => api.close());

let count = 0;
/** A form about another amount each time, so that no two look alike. */
const another = (change: object = {}) => ({ ...form, amountFen: 1_000_000 + (count += 1), ...change });
const log = async (change: object = {}, scan?: Blob) => staff.create<DeskEntry>('/api/agreements/paper', upload(another(change), scan ?? (await aScan())));
const ledgerTotal = async () => (await api.anonymous.get<LedgerPage>(`/api/ledger/KC-${year}`)).body.total;

describe('logging a paper', () => {
  test('happens once, however often the request is repeated, and registers nothing yet', async () => {
    const [scan, fields, before] = [await aScan(), another(), await ledgerTotal()];
    const replies = await Promise.all([1, 2, 3].map(() => staff.create<DeskEntry>('/api/agreements/paper', upload(fields, scan), 'paper-key-1')));
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(replies[0]).toMatchObject({ status: 201, body: { state: 'signed', number: null, verifiedBy: null } });
    expect(await staff.create('/api/agreements/paper', upload({ ...fields, title: '另一份协议' }, scan), 'paper-key-1')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(await ledgerTotal()).toBe(before);
  });

  test.each([
    ['a scan of the wrong kind', async () => Promise.resolve(upload(another(), new Blob(['MZ not a pdf']), {})), 415, '/scan'],
    ['a scan over 50 MB', async () => Promise.resolve(upload(another(), new Blob(['%PDF-1.4', new Uint8Array(51 * 1024 * 1024)]))), 413, '/scan'],
    ['a broken PDF', async () => Promise.resolve(upload(another(), new Blob(['%PDF-1.4\nnothing in it']))), 422, '/scan'],
    ['a broken picture', async () => Promise.resolve(upload(another(), new Blob([(await sharp({ create: { width: 400, height: 300, channels: 3, background: 'white' } }).jpeg().toBuffer()).subarray(0, 300)]))), 422, '/scan'],
    ['no scan', async () => Promise.resolve(upload(another(), null)), 422, '/scan'],
    ['a day in the future', async () => upload(another({ signedOn: '2999-01-01' }), await aScan()), 422, '/signedOn'],
    ['the same party twice', async () => upload(another({ partyB: form.partyA }), await aScan()), 422, '/partyB'],
    ['an unknown city', async () => upload(another({ city: 'atlantis' }), await aScan()), 422, '/city'],
    ['a correction without a reason', async () => upload(another({ corrects: '00000000-0000-4000-8000-000000000000' }), await aScan()), 422, '/reason'],
    ['an unknown part', async () => upload(another(), await aScan(), { colour: 'red' }), 422, '/colour'],
  ])('refuses %s', async (_name, body, status, pointer) => {
    const rows = () => api.db.query(`SELECT count(*)::int AS n FROM agreement`);
    const before = await rows();
    expect(await staff.create('/api/agreements/paper', await body())).toMatchObject({ status, body: { errors: [{ pointer }] } });
    expect(await rows()).toEqual(before);
  });

  test.each(['OpenAction', 'Names'])('refuses a PDF with a script under /%s', async (place) => {
    const pdf = await PDF.load(new Uint8Array(await (await aScan()).arrayBuffer()));
    const action = new PdfDict([['S', PdfName.of('JavaScript')], ['JS', PdfString.fromString('app.alert(1)')]]);
    pdf.getCatalog().set(place, place === 'Names' ? new PdfDict([['JavaScript', action]]) : action);
    expect(await log({}, new Blob([new Uint8Array(await pdf.save())]))).toMatchObject({ status: 422, body: { errors: [{ pointer: '/scan', rule: 'no_scripts' }] } });
  });

  test('keeps a photo upright, without what the camera wrote into it', async () => {
    const photo = await sharp({ create: { width: 600, height: 300, channels: 3, background: 'white' } }).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const { body } = await log({}, new Blob([new Uint8Array(photo)]));
    const answer = await fetch(`${api.url}/api/agreements/${body.id}/document`, { headers: { cookie: staff2.cookie } });
    const kept = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect(kept).toMatchObject({ width: 300, height: 600 });
    expect(kept.orientation ?? 1).toBe(1);
  });

  test('is for the desk alone', async () => {
    for (const name of ['owner', 'investor', 'organizer', 'admin']) {
      const other = await api.as(name);
      expect.soft((await other.create('/api/agreements/paper', upload(another(), await aScan()))).status, name).toBe(403);
      expect.soft((await other.get('/api/agreements/paper')).status, name).toBe(403);
    }
    expect(await staff.create('/api/agreements/paper', form)).toMatchObject({ status: 415 });
  });
});

describe('the same paper', () => {
  test('by the same scan is refused', async () => {
    const scan = await aScan();
    await log({}, scan);
    expect(await staff2.create('/api/agreements/paper', upload(another(), scan))).toMatchObject({ status: 409, body: { code: 'same_scan' } });
  });

  test('in another photo is found by its parties and amount, in whatever order and spelling, and may be said to be another', async () => {
    const fields = another({ partyA: '绵阳光谱精密仪器有限公司', partyB: '德阳重装材料研究院' });
    const { body: first } = await staff.create<DeskEntry>('/api/agreements/paper', upload(fields, await aScan()));
    const second = { ...fields, partyA: fields.partyB, partyB: '绵阳光谱精密仪器公司' };
    const refused = await staff2.create<Problem>('/api/agreements/paper', upload(second, await aScan()));
    expect(refused).toMatchObject({ status: 409, body: { code: 'likely_duplicate', errors: [{ pointer: '/otherThan', rule: first.id }] } });
    expect(await staff2.get(`/api/agreements/paper/similar?partyA=${encodeURIComponent(second.partyA)}&partyB=${encodeURIComponent(second.partyB)}`)).toMatchObject({ body: { items: [{ id: first.id }] } });
    expect(await staff2.create('/api/agreements/paper', upload({ ...second, otherThan: [first.id] }, await aScan()))).toMatchObject({ status: 201 });
  });

  test('logged by two at the same moment lands once', async () => {
    const fields = another({ partyA: '攀枝花钒钛新材料有限公司', partyB: '自贡硬质合金研究所' });
    const replies = await Promise.all([staff, staff2].map(async (client) => client.create<DeskEntry>('/api/agreements/paper', upload(fields, await aScan()))));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('four eyes', () => {
  test('verify what one of them has logged; only then it is registered', async () => {
    const { body } = await log();
    expect(await staff.create(`/api/agreements/paper/${body.id}/verify`, { version: 1 })).toMatchObject({ status: 403 });
    await expect(api.asOwner(`UPDATE agreement SET verified_by = created_by WHERE id = $1`, [body.id])).rejects.toThrow('agreement_four_eyes');
    const replies = await Promise.all([1, 2].map(() => staff2.create<DeskEntry>(`/api/agreements/paper/${body.id}/verify`, { version: 1 }, 'verify-key-1')));
    expect(replies.map(({ status, body: { number } }) => `${status} ${number?.slice(0, 2)}`)).toEqual(['200 KC', '200 KC']);
    expect(new Set(replies.map(({ body: { number } }) => number)).size).toBe(1);
    expect(await staff2.create(`/api/agreements/paper/${body.id}/verify`, { version: 1 })).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
  });

  test('may send it back with a reason; the scan can then be logged anew', async () => {
    const scan = await aScan();
    const { body } = await log({}, scan);
    expect(await staff2.send('POST', `/api/agreements/paper/${body.id}/return`, { version: 1, reason: '金额少写一位' })).toMatchObject({ body: { state: 'withdrawn' } });
    expect(await log({}, scan)).toMatchObject({ status: 201 });
  });

  test('a mistake found later is corrected by a new entry that refers to the old', async () => {
    const { body: wrong } = await registerPaper(staff, staff2, another());
    const { body: logged } = await staff.create<DeskEntry>('/api/agreements/paper', upload(another({ corrects: wrong.id, reason: '金额少写一位' }), await aScan()));
    expect(logged).toMatchObject({ corrects: wrong.number, state: 'signed' });
    const { body: right } = await staff2.create<DeskEntry>(`/api/agreements/paper/${logged.id}/verify`, { version: 1 });
    const { body: ledger } = await api.anonymous.get<LedgerPage>(`/api/ledger/KC-${year}`);
    expect(ledger.items.at(-1)).toMatchObject({ event: 'corrected', number: right.number, refers: wrong.number });
    expect(await api.anonymous.get(`/api/verify/${wrong.number}`)).toMatchObject({ body: { state: 'amended', replacedBy: right.number } });
    const again = upload(another({ corrects: wrong.id, reason: '再改一次' }), await aScan());
    expect(await staff.create('/api/agreements/paper', again)).toMatchObject({ status: 409, body: { code: 'replaced_state' } });
  });

  test('the list shows what waits for them, page by page', async () => {
    await log();
    const { body } = await staff2.get<DeskPage>('/api/agreements/paper?state=signed&limit=2');
    expect(body.items.every(({ state }) => state === 'signed')).toBe(true);
    const { body: next } = await staff2.get<DeskPage>(`/api/agreements/paper?state=signed&limit=2&cursor=${body.nextCursor}`);
    expect(next.items.some(({ id }) => body.items.some((item) => item.id === id))).toBe(false);
  });
});

test('party names are found by a part of them', async () => {
  const [organisation] = await api.db.query<{ name: string }[]>(`SELECT name_zh AS name FROM organisation LIMIT 1`);
  const { body } = await staff.get<PartyNames>(`/api/agreements/paper/parties?q=${encodeURIComponent((organisation?.name ?? '').slice(0, 4))}`);
  expect(body.items.map(({ name }) => name)).toContain(organisation?.name);
  expect(await staff.get('/api/agreements/paper/parties?q=%25')).toMatchObject({ status: 200, body: { items: [] } });
});

describe('a table of papers', () => {
  const headers = PAPER_COLUMNS.map(({ zh }) => zh);
  const row = (title: string, amount: string, scan: string, day = `${year}-01-06`) => [title, '合作协议', '内江循环经济研究院', `资阳${title}公司`, amount, '24', '内江', '成果转化', day, scan];
  const send = async (rows: string[][], scans: [string, Blob][]) => {
    const body = new FormData();
    body.set('table', new Blob([new Uint8Array(await writeTable({ headers, rows }, 'xlsx'))]), 'papers.xlsx');
    for (const [name, scan] of scans) body.append('scan', scan, name);
    return staff.send<DeskImportReport>('POST', '/api/agreements/paper/import', body);
  };

  test('lands row by row; bad rows come back as a file and go in once mended', async () => {
    const scans: [string, Blob][] = [['a.pdf', await aScan()], ['b.pdf', await aScan()], ['c.pdf', new Blob(['no pdf'])]];
    const rows = [row('甲项目协议', '128.000001', 'a.pdf'), row('乙项目协议', '-5', 'b.pdf'), row('丙项目协议', '10', 'missing.pdf'), row('丁项目协议', '10', 'c.pdf'), row('戊项目协议', '10', 'b.pdf', `${year}/02/30`)];
    const { body } = await send(rows, scans);
    expect(body).toMatchObject({ rows: 5, added: 1 });
    expect(body.faults.map(({ row: at, column }) => `${at} ${column}`)).toEqual(['3 合作金额（万元）', '4 扫描件文件名', '5 扫描件文件名', '6 签约日期']);
    const [entry] = (await staff.get<DeskPage>('/api/agreements/paper?limit=1')).body.items;
    expect(entry).toMatchObject({ title: '甲项目协议', amountFen: 128_000_001, state: 'signed' });
    const mended = await readTable(Buffer.from(body.faultsFile ?? '', 'base64'));
    expect(mended.headers.at(-1)).toBe('错误原因');
    const again = mended.rows.slice(0, 1).map((cells) => cells.slice(0, -1).map((cell) => (cell === '-5' ? '5' : cell)));
    expect(await send(again, scans.slice(1, 2))).toMatchObject({ body: { rows: 1, added: 1, faults: [] } });
    expect(await send(again, scans.slice(1, 2))).toMatchObject({ body: { added: 0, faults: [{ row: 2, column: '扫描件文件名' }] } });
  });

  test('without a column is refused by its name', async () => {
    const body = new FormData();
    body.set('table', new Blob([new Uint8Array(await writeTable({ headers: headers.slice(1), rows: [] }, 'csv'))]), 'papers.csv');
    expect(await staff.send('POST', '/api/agreements/paper/import', body)).toMatchObject({ status: 422, body: { code: 'missing_columns', errors: [{ pointer: '/file/title' }] } });
  });
});
