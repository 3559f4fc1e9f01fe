import type { DeskEntry, DeskPage, LedgerPage, PartyNames, Problem } from '@everexpo/contracts';
import { PDF, PdfDict, PdfName, PdfString } from '@libpdf/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  anEdition,
  aPerson,
  aScan,
  paperForm,
  paperUpload,
  type BuiltEdition,
  type Person,
} from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

interface Desk {
  /** The current one, where no paper was logged yet. */
  edition: BuiltEdition;
  staff: Person;
  colleague: Person;
}

async function aDesk(): Promise<Desk> {
  const edition = await anEdition(api).current().build();
  const [staff, colleague] = await Promise.all([1, 2].map(() => aPerson(api, { roles: ['staff'] })));
  return { edition, staff: staff as Person, colleague: colleague as Person };
}

const PATH = '/api/agreements/paper';
const log = (by: Person, change: object = {}, scan: Uint8Array | null = aScan()) =>
  by.client.create<DeskEntry>(PATH, paperUpload(paperForm(change), scan));
const verify = (by: Person, { id }: DeskEntry, key?: string) =>
  by.client.create<DeskEntry>(`${PATH}/${id}/verify`, { version: 1 }, key);
const ledger = ({ code }: BuiltEdition) => api.anonymous.ask<LedgerPage>('GET', `/api/ledger/${code}`);
const papersOf = ({ id }: BuiltEdition) => api.asOwner(`SELECT id FROM agreement WHERE edition_id = $1`, [id]);
const picture = () => sharp({ create: { width: 600, height: 300, channels: 3, background: 'white' } }).jpeg();

describe('logging a paper', () => {
  test('happens once, however often the request is repeated, and registers nothing yet', async () => {
    const { edition, staff } = await aDesk();
    const scan = aScan();
    const send = (form: object) => staff.client.create<DeskEntry>(PATH, paperUpload(form, scan), 'paper-key-1');
    const replies = await Promise.all([1, 2, 3].map(() => send(paperForm())));
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(replies[0]).toMatchObject({ status: 201, body: { state: 'signed', number: null, verifiedBy: null } });
    const other = await send(paperForm({ title: '另一份协议' }));
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect((await ledger(edition)).total).toBe(0);
    expect(await papersOf(edition)).toHaveLength(1);
  });

  const tooLarge = () => Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(51 * 1024 * 1024)]);
  const brokenPicture = async () => (await picture().toBuffer()).subarray(0, 300);
  test.each<[string, () => Promise<Uint8Array> | Uint8Array | null, number, string]>([
    ['a scan of the wrong kind', () => Buffer.from('MZ not a pdf'), 415, '/scan'],
    ['a scan over 50 MB', tooLarge, 413, '/scan'],
    ['a broken PDF', () => Buffer.from('%PDF-1.4\nnothing in it'), 422, '/scan'],
    ['a broken picture', brokenPicture, 422, '/scan'],
    ['no scan', () => null, 422, '/scan'],
  ])('refuses %s', async (_name, scan, status, pointer) => {
    const { edition, staff } = await aDesk();
    expect(await log(staff, {}, await scan())).toMatchObject({ status, body: { errors: [{ pointer }] } });
    expect(await papersOf(edition)).toEqual([]);
  });

  const unknown = '00000000-0000-4000-8000-000000000000';
  test.each<[string, object, Record<string, string>, string]>([
    ['a day in the future', { signedOn: '2999-01-01' }, {}, '/signedOn'],
    ['the same party twice', { partyB: paperForm().partyA }, {}, '/partyB'],
    ['an unknown city', { city: 'atlantis' }, {}, '/city'],
    ['a correction without a reason', { corrects: unknown }, {}, '/reason'],
    ['an unknown part', {}, { colour: 'red' }, '/colour'],
  ])('refuses %s', async (_name, change, extra, pointer) => {
    const { edition, staff } = await aDesk();
    const answer = await staff.client.create(PATH, paperUpload(paperForm(change), aScan(), extra));
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(await papersOf(edition)).toEqual([]);
  });

  test.each(['OpenAction', 'Names'])('refuses a PDF with a script under /%s', async (place) => {
    const { staff } = await aDesk();
    const pdf = await PDF.load(new Uint8Array(aScan()));
    const script = PdfString.fromString('app.alert(1)');
    const action = new PdfDict([
      ['S', PdfName.of('JavaScript')],
      ['JS', script],
    ]);
    pdf.getCatalog().set(place, place === 'Names' ? new PdfDict([['JavaScript', action]]) : action);
    const answer = await log(staff, {}, new Uint8Array(await pdf.save()));
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/scan', rule: 'no_scripts' }] } });
  });

  test('keeps a photo upright, without what the camera wrote into it', async () => {
    const { staff, colleague } = await aDesk();
    const photo = await picture().withMetadata({ orientation: 6 }).toBuffer();
    const { body } = await log(staff, {}, photo);
    const path = `${api.url}/api/agreements/${body.id}/document`;
    const answer = await fetch(path, { headers: { cookie: colleague.cookie } });
    const kept = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect(kept).toMatchObject({ width: 300, height: 600 });
    expect(kept.orientation ?? 1).toBe(1);
  });

  test.each(['owner', 'investor', 'organizer', 'admin'] as const)('is not for %s', async (role) => {
    const other = await aPerson(api, { roles: [role] });
    expect(await log(other)).toMatchObject({ status: 403 });
    expect(await other.client.get(PATH)).toMatchObject({ status: 403 });
  });

  test('takes a form, no JSON', async () => {
    const { staff } = await aDesk();
    expect(await staff.client.create(PATH, paperForm())).toMatchObject({ status: 415 });
  });
});

describe('the same paper', () => {
  test('by the same scan is refused', async () => {
    const { staff, colleague } = await aDesk();
    const scan = aScan();
    expect(await log(staff, {}, scan)).toMatchObject({ status: 201 });
    const again = await log(colleague, { amountFen: 7_00, title: '另一份协议' }, scan);
    expect(again).toMatchObject({ status: 409, body: { code: 'same_scan' } });
  });

  test('in another photo is found by parties and amount in any spelling, and may be said to be another', async () => {
    const { staff, colleague } = await aDesk();
    const { body: first } = await log(staff, { partyA: '绵阳光谱精密仪器有限公司', partyB: '德阳重装材料研究院' });
    const parties = { partyA: '德阳重装材料研究院', partyB: '绵阳光谱精密仪器公司' };
    const refused = await colleague.client.create<Problem>(PATH, paperUpload(paperForm(parties)));
    const errors = [{ pointer: '/otherThan', rule: 'similar', values: { id: first.id } }];
    expect(refused).toMatchObject({ status: 409, body: { code: 'likely_duplicate', errors } });
    const similar = await colleague.client.get(`${PATH}/similar?${new URLSearchParams(parties).toString()}`);
    expect(similar).toMatchObject({ body: { items: [{ id: first.id }] } });
    expect(await log(colleague, { ...parties, otherThan: [first.id] })).toMatchObject({ status: 201 });
  });

  test('logged by two at the same moment lands once', async () => {
    const { edition, staff, colleague } = await aDesk();
    const replies = await Promise.all([staff, colleague].map((by) => log(by)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await papersOf(edition)).toHaveLength(1);
  });
});

describe('four eyes', () => {
  test('verify what one of them has logged; only then it is registered', async () => {
    const { edition, staff, colleague } = await aDesk();
    const { body } = await log(staff);
    expect(await verify(staff, body)).toMatchObject({ status: 403 });
    const alone = api.asOwner(`UPDATE agreement SET verified_by = created_by WHERE id = $1`, [body.id]);
    await expect(alone).rejects.toThrow('agreement_four_eyes');
    expect((await ledger(edition)).total).toBe(0);
    const replies = await Promise.all([1, 2].map(() => verify(colleague, body, 'verify-key-1')));
    const expected = `200 ${edition.code}-0001`;
    expect(replies.map(({ status, body: { number } }) => `${status} ${number}`)).toEqual([expected, expected]);
    expect(await verify(colleague, body)).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    expect((await ledger(edition)).total).toBe(1);
  });

  test('may send it back with a reason; the scan can then be logged anew', async () => {
    const { staff, colleague } = await aDesk();
    const scan = aScan();
    const { body } = await log(staff, {}, scan);
    const reason = { version: 1, reason: '金额少写一位' };
    const returned = await colleague.client.send('POST', `${PATH}/${body.id}/return`, reason);
    expect(returned).toMatchObject({ body: { state: 'withdrawn' } });
    expect(await log(staff, {}, scan)).toMatchObject({ status: 201 });
  });

  test('a mistake found later is corrected by a new entry that refers to the old', async () => {
    const { edition, staff, colleague } = await aDesk();
    const { body: wrong } = await verify(colleague, (await log(staff)).body);
    const correct = (reason: string) => log(staff, { amountFen: 1_280_000_000, corrects: wrong.id, reason });
    const { body: logged } = await correct('金额少写一位');
    expect(logged).toMatchObject({ corrects: wrong.number, state: 'signed' });
    const { body: right } = await verify(colleague, logged);
    const { items } = await ledger(edition);
    expect(items.at(-1)).toMatchObject({ event: 'corrected', number: right.number, refers: wrong.number });
    const verification = await api.anonymous.get(`/api/verify/${wrong.number}`);
    expect(verification).toMatchObject({ body: { state: 'amended', replacedBy: right.number } });
    expect(await correct('再改一次')).toMatchObject({ status: 409, body: { code: 'replaced_state' } });
  });

  test('see in the list what waits for them, the newest first, page by page', async () => {
    const { staff, colleague } = await aDesk();
    const ids: string[] = [];
    for (const amountFen of [1_00, 2_00, 3_00, 4_00]) ids.unshift((await log(staff, { amountFen })).body.id);
    const verified = (await log(staff, { amountFen: 5_00 })).body;
    await verify(colleague, verified);
    const page = (cursor = '') =>
      colleague.client.ask<DeskPage>('GET', `${PATH}?state=signed&limit=2${cursor && `&cursor=${cursor}`}`);
    const first = await page();
    expect(first.total).toBe(4);
    const second = await page(first.nextCursor ?? '');
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
  });
});

test('party names are found by a part of them', async () => {
  const { staff } = await aDesk();
  const { organisation } = await aPerson(api, { organisation: true });
  const find = (typed: string) => staff.client.ask<PartyNames>('GET', `${PATH}/parties?q=${encodeURIComponent(typed)}`);
  const name = organisation?.nameZh ?? '';
  expect((await find(name.slice(2))).items.map((item) => item.name)).toContain(name);
  expect((await find('%')).items).toEqual([]);
});
