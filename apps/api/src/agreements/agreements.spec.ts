import type { Agreement, Checkpoint, ConsistencyProof, EntryProof, LedgerPage, Meeting, Wall } from '@everexpo/contracts';
import { checkpointError, sha256Hex, verifyChain, verifyConsistency, verifyInclusion, verifyLedger } from '@everexpo/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMeeting, anAgreementToSign, signatureFor, someTerms } from '../testing/scenes.ts';
import { startTestApi, type Client, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let owner: Client;
let investor: Client;
let staff: Client;
let meeting: Meeting;
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
beforeAll(async () => {
  api = await startTestApi();
  [owner, investor, staff] = (await Promise.all(['owner', 'investor', 'staff'].map((name) => api.as(name)))) as [Client, Client, Client];
  meeting = await aMeeting(api, investor);
});
afterAll(() => api.close());

const draft = (terms: object) => investor.create<Agreement>(`/api/meetings/${meeting.id}/agreements`, { ...someTerms, ...terms });
const sign = (client: Client, agreement: Agreement, change: object = {}) => client.create<Agreement>(`/api/agreements/${agreement.id}/sign`, { ...signatureFor(agreement), ...change });

describe('a draft', () => {
  test.each([
    ['a negative amount', { amountFen: -1 }, '/amountFen'],
    ['more than 10^12 CNY', { amountFen: 100_000_000_000_001 }, '/amountFen'],
    ['a fraction of a fen', { amountFen: 0.5 }, '/amountFen'],
    ['an amount that is no number', { amountFen: null }, '/amountFen'],
    ['an unknown kind', { kind: 'marriage' }, '/kind'],
    ['no term', { termMonths: 0 }, '/termMonths'],
  ])('refuses %s', async (_name, change, pointer) => {
    expect(await draft(change)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('is seen by the two parties and nobody else', async () => {
    const { body } = await draft({});
    expect(await owner.get(`/api/agreements/${body.id}`)).toMatchObject({ status: 200 });
    for (const name of ['organizer', 'staff', 'admin', 'investor2']) {
      const other = await api.as(name);
      expect.soft((await other.get(`/api/agreements/${body.id}`)).status, name).toBe(404);
      expect.soft((await other.get(`/api/agreements/${body.id}/document`)).status, name).toBe(404);
      expect.soft((await other.send('PUT', `/api/agreements/${body.id}`, { ...someTerms, version: 1 })).status, name).toBe(404);
    }
  });

  test('is not overwritten from a version out of date', async () => {
    const { body } = await draft({});
    const edits = await Promise.all([owner, investor].map((client) => client.send('PUT', `/api/agreements/${body.id}`, { ...someTerms, version: 1 })));
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('signing', () => {
  test('covers the exact bytes that were shown', async () => {
    const agreement = await anAgreementToSign(meeting, investor);
    const document = await fetch(`${api.url}/api/agreements/${agreement.id}/document`, { headers: { cookie: owner.cookie } });
    expect(await sha256Hex(new Uint8Array(await document.arrayBuffer()))).toBe(agreement.documentSha256);
    expect(await sign(owner, agreement, { documentSha256: 'a'.repeat(64) })).toMatchObject({ status: 409, body: { code: 'other_document' } });
    expect(await sign(owner, agreement, { version: 9 })).toMatchObject({ status: 409, body: { code: 'stale_agreement' } });
    expect(await sign(staff, agreement)).toMatchObject({ status: 404 });
  });

  test('happens once a party; the second party registers it', async () => {
    const agreement = await anAgreementToSign(meeting, investor);
    expect(await sign(investor, agreement)).toMatchObject({ status: 200, body: { state: 'partly_signed', number: null } });
    expect(await sign(investor, agreement)).toMatchObject({ status: 409, body: { code: 'already_signed' } });
    expect(await owner.send('PUT', `/api/agreements/${agreement.id}`, { ...someTerms, version: agreement.version })).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    expect(await sign(owner, agreement)).toMatchObject({ status: 200, body: { state: 'registered', number: expect.stringMatching(/^KC-\d{4}-\d{4}$/) as string } });
  });
});

describe('the register', () => {
  test('numbers without gaps when many register at once, and the chain holds', async () => {
    const before = await ledger();
    const agreements: Agreement[] = [];
    for (let count = 0; count < 12; count += 1) {
      const agreement = await anAgreementToSign(meeting, investor);
      await sign(investor, agreement);
      agreements.push(agreement);
    }
    const results = await Promise.all(agreements.map((agreement) => sign(owner, agreement)));
    expect(results.map(({ status }) => status)).toEqual(Array(12).fill(200));
    const after = await ledger();
    expect(after.total).toBe(before.total + 12);
    expect(after.items.map(({ number }) => number)).toEqual(after.items.map((_, index) => `KC-${year}-${String(index + 1).padStart(4, '0')}`));
    expect(await verifyChain(after.items)).toMatchObject({ holds: true, entries: after.total });
  });

  test('cannot be changed, not even by our own database user', async () => {
    await expect(api.db.query(`UPDATE ledger_entry SET content = document`)).rejects.toThrow('append-only');
    await expect(api.db.query(`DELETE FROM ledger_entry`)).rejects.toThrow('append-only');
    await expect(api.db.query(`TRUNCATE ledger_entry CASCADE`)).rejects.toThrow('append-only');
    await expect(api.db.query(`UPDATE agreement SET amount_fen = 1 WHERE state = 'registered'`)).rejects.toThrow('cannot change');
  });

  test('holds the demo agreements of the year before', async () => {
    const page = await ledger(year - 1);
    expect(await verifyChain(page.items)).toMatchObject({ holds: true, entries: 260 });
  });

  test('shows on the wall and in public only what the parties show', async () => {
    const { body } = await draft({ amountPublic: false, amountFen: 77_700 });
    const { body: agreement } = await investor.send<Agreement>('POST', `/api/agreements/${body.id}/prepare`, { version: 1 });
    await sign(investor, agreement);
    const { body: registered } = await sign(owner, agreement);
    const { body: wall } = await api.anonymous.get<Wall>('/api/wall');
    expect(wall.newest[0]).toMatchObject({ number: registered.number, amountFen: null });
    const verification = await api.anonymous.get(`/api/verify/${registered.number}`);
    expect(verification).toMatchObject({ status: 200, body: { slip: { amountFen: null }, entry: { number: registered.number } } });
    expect(JSON.stringify(verification.body)).not.toContain('77700');
    expect(JSON.stringify(verification.body)).not.toContain(someTerms.terms);
    expect(await api.anonymous.get('/api/verify/KC-1999-0001')).toMatchObject({ status: 404 });
  });
});

describe('signed checkpoints', () => {
  test('cover every registration; the newest proves each entry and grew from every earlier one', async () => {
    const code = `KC-${year}`;
    const checkpoint = (await api.anonymous.get<Checkpoint>(`/api/ledger/${code}/checkpoint`)).body;
    const { items, total } = await ledger();
    expect(checkpoint).toMatchObject({ size: total, head: items.at(-1)?.hash });
    expect(await checkpointError(checkpoint, checkpoint.key)).toBeNull();
    for (const line of items) {
      const { body } = await api.anonymous.get<EntryProof>(`/api/verify/${line.number}/proof`);
      expect(await verifyInclusion({ data: line.hash, index: body.index, size: body.checkpoint.size, proof: body.path, root: checkpoint.root })).toBe(true);
    }
    for (let size = 1; size <= total; size++) {
      const { body } = await api.anonymous.get<ConsistencyProof>(`/api/ledger/${code}/consistency?size=${size}`);
      expect(await verifyConsistency({ first: size, second: total, firstRoot: body.first.root, secondRoot: body.second.root, proof: body.proof })).toBe(true);
    }
    expect(await api.anonymous.get(`/api/ledger/${code}/consistency?size=${total + 1}`)).toMatchObject({ status: 404 });
  });

  test('were given to the ledger of the year before when it was first opened, and cannot be changed', async () => {
    const checkpoint = (await api.anonymous.get<Checkpoint>(`/api/ledger/KC-${year - 1}/checkpoint`)).body;
    expect(checkpoint.size).toBe((await ledger(year - 1)).total);
    await expect(api.db.query(`UPDATE ledger_checkpoint SET root = head`)).rejects.toThrow('append-only');
    await expect(api.db.query(`DELETE FROM ledger_checkpoint`)).rejects.toThrow('append-only');
  });

  test('a row changed behind the triggers of a copied database is found and named', async () => {
    const lines = async () => ({ entries: (await ledger()).items, checkpoints: await api.db.query<object[]>(`SELECT 1 AS v, e.code AS edition, c.size, c.root, c.head, c.at, c.key, c.signature FROM ledger_checkpoint c JOIN edition e ON e.id = c.edition_id WHERE e.code = $1 ORDER BY c.size`, [`KC-${year}`]) });
    expect(await verifyLedger(await lines())).toMatchObject({ holds: true });
    const runner = api.db.createQueryRunner();
    try {
      await runner.query(`SET session_replication_role = replica`);
      for (const column of ['content', 'document', 'at', 'prev', 'hash']) {
        const [old] = (await runner.query(`SELECT ${column} AS value FROM ledger_entry l JOIN edition e ON e.id = l.edition_id WHERE e.code = $1 AND seq = 2`, [`KC-${year}`])) as { value: string }[];
        const set = (value: string) => runner.query(`UPDATE ledger_entry SET ${column} = $2 WHERE seq = 2 AND edition_id = (SELECT id FROM edition WHERE code = $1)`, [`KC-${year}`, value]);
        await set(column === 'at' ? '2001-01-01T00:00:00.000Z' : 'a'.repeat(64));
        expect(await verifyLedger(await lines()), column).toMatchObject({ holds: false, at: 2, number: `KC-${year}-0002` });
        await set(old?.value ?? '');
      }
    } finally {
      await runner.query(`SET session_replication_role = DEFAULT`);
      await runner.release();
    }
    expect(await verifyLedger(await lines())).toMatchObject({ holds: true });
  });
});

describe('the deal desk', () => {
  const pdf = new Blob(['%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'], { type: 'application/pdf' });
  const form = { ...someTerms, partyA: '成都云岭智能装备有限公司', partyB: '宜宾青衡新能源有限公司', city: 'yibin', track: 'hightech', signedOn: `${year}-01-05` };
  const upload = (fields: object, scan: Blob | null, extra: Record<string, string> = {}) => {
    const body = new FormData();
    body.set('form', JSON.stringify(fields));
    if (scan) body.set('scan', scan, 'scan.pdf');
    for (const [name, value] of Object.entries(extra)) body.set(name, value);
    return body;
  };

  test('registers a paper agreement once, however often the request is repeated', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => staff.create<Agreement>('/api/agreements/paper', upload(form, pdf), 'paper-key-1')));
    expect(new Set(replies.map(({ status, body }) => `${status} ${body.number}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(201);
    expect(await staff.create('/api/agreements/paper', upload({ ...form, amountFen: 1 }, pdf), 'paper-key-1')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  test.each([
    ['a scan of the wrong kind', () => upload(form, new Blob(['MZ not a pdf']), {}), 415, '/scan'],
    ['a scan over 50 MB', () => upload(form, new Blob(['%PDF-1.4', new Uint8Array(51 * 1024 * 1024)])), 413, '/scan'],
    ['no scan', () => upload(form, null), 422, '/scan'],
    ['a day in the future', () => upload({ ...form, signedOn: '2999-01-01' }, pdf), 422, '/signedOn'],
    ['the same party twice', () => upload({ ...form, partyB: form.partyA }, pdf), 422, '/partyB'],
    ['an unknown city', () => upload({ ...form, city: 'atlantis' }, pdf), 422, '/city'],
    ['an unknown part', () => upload(form, pdf, { colour: 'red' }), 422, '/colour'],
  ])('refuses %s', async (_name, body, status, pointer) => {
    const before = await ledger();
    expect(await staff.create('/api/agreements/paper', body())).toMatchObject({ status, body: { errors: [{ pointer }] } });
    expect((await ledger()).total).toBe(before.total);
  });

  test('refuses a form that is not multipart', async () => {
    expect(await staff.create('/api/agreements/paper', form)).toMatchObject({ status: 415 });
  });
});

async function ledger(of = year): Promise<LedgerPage> {
  return (await api.anonymous.get<LedgerPage>(`/api/ledger/KC-${of}`)).body;
}
