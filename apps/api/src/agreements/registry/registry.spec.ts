import type { Agreement, Checkpoint, ConsistencyProof, DeskEntry, EntryProof, LedgerPage, Meeting, Wall } from '@everexpo/contracts';
import { checkpointError, verifyChain, verifyConsistency, verifyInclusion, verifyLedger } from '@everexpo/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aScan, paperForm, upload } from '../../testing/papers.ts';
import { aMeeting, anAgreementToSign, sign, someTerms } from '../../testing/scenes.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let owner: Client;
let investor: Client;
let meeting: Meeting;
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
beforeAll(async () => {
  api = await startTestApi();
  [owner, investor] = (await Promise.all(['owner', 'investor'].map((name) => api.as(name)))) as [Client, Client];
  meeting = await aMeeting(api, investor);
});
afterAll(() => api.close());

const toSign = (terms?: object) => anAgreementToSign(meeting, investor, owner, terms);
async function registered(terms?: object): Promise<Agreement> {
  const agreement = await toSign(terms);
  await sign(api, investor, 'investor', agreement);
  return (await sign(api, owner, 'owner', agreement)).body;
}

describe('the register', () => {
  test('numbers without gaps when 820 are registered by 40 of the staff at once, and the chain holds', async () => {
    const before = await ledger();
    const [staff, staff2] = [await api.as('staff'), await api.as('staff2')];
    const scan = await aScan();
    const { body: first } = await staff.create<DeskEntry>('/api/agreements/paper', upload(paperForm(year), scan));
    // 819 more of the same kind, each another paper: what is measured and tested is the register, not the form.
    const papers = await api.asOwner(
      `WITH made AS (INSERT INTO agreement (edition_id, source, state, kind, title, amount_fen, amount_public, term_months, terms, city, track, signed_on, document_sha256, document_type, created_by)
         SELECT edition_id, source, state, kind, title || n, amount_fen + n, true, term_months, terms, city, track, signed_on, encode(sha256(n::text::bytea), 'hex'), document_type, created_by FROM agreement, generate_series(1, 819) AS n WHERE id = $1 RETURNING id),
       parties AS (INSERT INTO agreement_party (agreement_id, position, name, organisation) SELECT made.id, p.position, p.name, p.organisation FROM made, agreement_party p WHERE p.agreement_id = $1)
       SELECT id FROM made`,
      [first.id],
    );
    const waiting = [first.id, ...papers.map((row) => (row as { id: string }).id)];
    const statuses: number[] = [];
    const desk = async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) statuses.push((await staff2.create(`/api/agreements/paper/${id}/verify`, { version: 1 })).status);
    };
    await Promise.all(Array.from({ length: 40 }, desk));
    expect(statuses).toEqual(Array(820).fill(200));
    const items = (await whole()).items;
    expect(items).toHaveLength(before.total + 820);
    const numbers = items.filter(({ event }) => event === 'registered').map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => `KC-${year}-${String(index + 1).padStart(4, '0')}`));
    expect(await verifyChain(items)).toMatchObject({ holds: true, entries: before.total + 820 });
  }, 120_000);

  test('cannot be changed: the API’s role lacks the right, its owner meets the triggers', async () => {
    for (const sql of [`UPDATE ledger_entry SET content = document`, `DELETE FROM ledger_entry`, `TRUNCATE ledger_entry CASCADE`, `UPDATE ledger_checkpoint SET root = head`, `DELETE FROM ledger_checkpoint`]) {
      await expect(api.db.query(sql), sql).rejects.toThrow('permission denied');
      await expect(api.asOwner(sql), sql).rejects.toThrow('append-only');
    }
    await expect(api.db.query(`ALTER TABLE ledger_entry DISABLE TRIGGER ALL`)).rejects.toThrow('must be owner');
    await expect(api.db.query(`SET session_replication_role = replica`)).rejects.toThrow('permission denied');
    await registered();
    await expect(api.asOwner(`UPDATE agreement SET amount_fen = 1 WHERE state = 'registered'`)).rejects.toThrow('cannot change');
    await expect(api.asOwner(`UPDATE agreement SET state = 'draft' WHERE state = 'registered'`)).rejects.toThrow('cannot');
    await expect(api.asOwner(`UPDATE agreement_party SET organisation = 'x' WHERE agreement_id IN (SELECT id FROM agreement WHERE number IS NOT NULL)`)).rejects.toThrow('cannot change');
  });

  test('holds the demo agreements of the year before', async () => {
    const page = await ledger(year - 1);
    expect(await verifyChain(page.items)).toMatchObject({ holds: true, entries: 260 });
  });

  test('shows on the wall and in public only what the parties show', async () => {
    const agreement = await registered({ ...someTerms, amountPublic: false, partiesPublic: false, amountFen: 77_700 });
    const names = agreement.parties.map(({ organisation }) => organisation);
    const { body: wall } = await api.anonymous.get<Wall>('/api/wall');
    expect(wall.newest[0]).toMatchObject({ number: agreement.number, amountFen: null, parties: null });
    const verification = await api.anonymous.get(`/api/verify/${agreement.number}`);
    expect(verification).toMatchObject({ status: 200, body: { slip: { amountFen: null, parties: null }, entry: { number: agreement.number } } });
    for (const hidden of ['77700', someTerms.terms, ...names]) expect(JSON.stringify([verification.body, wall.newest[0]])).not.toContain(hidden);
    expect(await api.anonymous.get('/api/verify/KC-1999-0001')).toMatchObject({ status: 404 });
  });
});

describe('signed checkpoints', () => {
  test('cover every registration; the newest proves each entry and grew from every earlier one', async () => {
    const code = `KC-${year}`;
    const checkpoint = (await api.anonymous.get<Checkpoint>(`/api/ledger/${code}/checkpoint`)).body;
    const total = (await ledger()).total;
    const items = (await whole()).items;
    expect(checkpoint).toMatchObject({ size: total, head: items.at(-1)?.hash });
    expect(await checkpointError(checkpoint, checkpoint.key)).toBeNull();
    for (const line of items.filter(({ event }, index) => event === 'registered' && index % 50 === 0)) {
      const { body } = await api.anonymous.get<EntryProof>(`/api/verify/${line.number}/proof`);
      expect(await verifyInclusion({ data: line.hash, index: body.index, size: body.checkpoint.size, proof: body.path, root: checkpoint.root })).toBe(true);
    }
    for (let size = 1; size <= total; size += 50) {
      const { body } = await api.anonymous.get<ConsistencyProof>(`/api/ledger/${code}/consistency?size=${size}`);
      expect(await verifyConsistency({ first: size, second: total, firstRoot: body.first.root, secondRoot: body.second.root, proof: body.proof })).toBe(true);
    }
    expect(await api.anonymous.get(`/api/ledger/${code}/consistency?size=${total + 1}`)).toMatchObject({ status: 404 });
  });

  test('were given to the ledger of the year before when it was first opened', async () => {
    const checkpoint = (await api.anonymous.get<Checkpoint>(`/api/ledger/KC-${year - 1}/checkpoint`)).body;
    expect(checkpoint.size).toBe((await ledger(year - 1)).total);
  });

  test('a row changed behind the triggers of a copied database is found and named', async () => {
    const lines = async () => ({ entries: (await whole()).items, checkpoints: await api.db.query<object[]>(`SELECT 1 AS v, e.code AS edition, c.size, c.root, c.head, c.at, c.key, c.signature FROM ledger_checkpoint c JOIN edition e ON e.id = c.edition_id WHERE e.code = $1 ORDER BY c.size`, [`KC-${year}`]) });
    expect(await verifyLedger(await lines())).toMatchObject({ holds: true });
    for (const column of ['content', 'document', 'at', 'prev', 'hash']) {
      const [old] = (await api.asOwner(`SELECT ${column} AS value FROM ledger_entry l JOIN edition e ON e.id = l.edition_id WHERE e.code = $1 AND seq = 2`, [`KC-${year}`])) as { value: string }[];
      const set = (value: string) => api.asOwner(`SET session_replication_role = replica; UPDATE ledger_entry SET ${column} = '${value}' WHERE seq = 2 AND edition_id = (SELECT id FROM edition WHERE code = 'KC-${year}')`);
      await set(column === 'at' ? '2001-01-01T00:00:00.000Z' : 'a'.repeat(64));
      expect(await verifyLedger(await lines()), column).toMatchObject({ holds: false, at: 2, number: `KC-${year}-0002` });
      await set(old?.value ?? '');
    }
    expect(await verifyLedger(await lines())).toMatchObject({ holds: true });
  });
});

describe('what becomes of a registered agreement', () => {
  const act = (client: Client, { id, version }: Agreement, action: string, reason: string) => client.send<Agreement>('POST', `/api/agreements/${id}/${action}`, { version, reason });

  test('an amendment takes its place when all have signed it, with an entry that refers to it', async () => {
    const original = await registered();
    const { body: draft } = await owner.create<Agreement>(`/api/agreements/${original.id}/amendments`);
    expect(draft).toMatchObject({ state: 'draft', replaces: original.number, amountFen: original.amountFen });
    const { body: revised } = await owner.send<Agreement>('PUT', `/api/agreements/${draft.id}`, { ...someTerms, amountFen: 200_000_000, version: 1 });
    await owner.send('POST', `/api/agreements/${draft.id}/submit`, { version: revised.version });
    const { body: ready } = await investor.send<Agreement>('POST', `/api/agreements/${draft.id}/approve`, { version: revised.version });
    await sign(api, owner, 'owner', ready);
    const { body: amendment } = await sign(api, investor, 'investor', ready);
    expect((await whole()).items.at(-1)).toMatchObject({ v: 2, event: 'amended', number: amendment.number, refers: original.number });
    expect(await owner.get(`/api/agreements/${original.id}`)).toMatchObject({ body: { state: 'amended', replacedBy: amendment.number } });
    expect(await api.anonymous.get(`/api/verify/${original.number}`)).toMatchObject({ body: { state: 'amended', replacedBy: amendment.number } });
    expect(await owner.create(`/api/agreements/${original.id}/amendments`)).toMatchObject({ status: 409 });
    expect(await verifyChain((await whole()).items)).toMatchObject({ holds: true });
  });

  test('two amendments drafted at once: one takes its place, the other is told', async () => {
    const original = await registered();
    const drafts = await Promise.all([owner, investor].map((client) => client.create<Agreement>(`/api/agreements/${original.id}/amendments`)));
    const signed = [];
    for (const { body } of drafts) {
      await owner.send('POST', `/api/agreements/${body.id}/submit`, { version: 1 });
      const { body: ready } = await investor.send<Agreement>('POST', `/api/agreements/${body.id}/approve`, { version: 1 });
      await sign(api, owner, 'owner', ready);
      signed.push(await sign(api, investor, 'investor', ready));
    }
    expect(signed.map(({ status }) => status)).toEqual([200, 409]);
    expect(signed[1]?.body).toMatchObject({ code: 'replaced_state' });
  });

  test('termination needs every party, writes an entry under the same number and is final', async () => {
    const agreement = await registered();
    const before = (await whole()).items.length;
    expect(await act(owner, agreement, 'terminate', '项目方向调整')).toMatchObject({ body: { state: 'registered', asked: { action: 'terminate', reason: '项目方向调整' } } });
    expect(await act(owner, agreement, 'terminate', '再催一次')).toMatchObject({ body: { state: 'registered' } });
    expect(await act(investor, agreement, 'complete', '已经完成')).toMatchObject({ status: 409, body: { code: 'other_ending' } });
    expect(await act(investor, agreement, 'terminate', '同意终止')).toMatchObject({ body: { state: 'terminated' } });
    const items = (await whole()).items;
    expect(items).toHaveLength(before + 1);
    expect(items.at(-1)).toMatchObject({ event: 'terminated', number: agreement.number });
    expect(await act(owner, agreement, 'complete', '已经完成')).toMatchObject({ status: 409, body: { code: 'agreement_state' } });
    const next = await registered();
    expect(Number(next.number?.slice(-4))).toBe(Math.max(...items.map(({ number }) => Number(number.slice(-4)))) + 1);
    expect(await verifyChain((await whole()).items)).toMatchObject({ holds: true });
  });

  test('an ending that was asked for can be refused', async () => {
    const agreement = await registered();
    await act(owner, agreement, 'terminate', '项目方向调整');
    expect(await investor.send('POST', `/api/agreements/${agreement.id}/refuse-ending`)).toMatchObject({ body: { state: 'registered', asked: null } });
    expect(await act(investor, agreement, 'complete', '约定事项均已完成')).toMatchObject({ body: { asked: { action: 'complete' } } });
    expect(await act(owner, agreement, 'complete', '同意完成')).toMatchObject({ body: { state: 'completed' } });
  });
});

async function ledger(of = year): Promise<LedgerPage> {
  return (await api.anonymous.get<LedgerPage>(`/api/ledger/KC-${of}`)).body;
}

/** Every page of this year's ledger. */
async function whole(): Promise<LedgerPage> {
  const pages = [await ledger()];
  for (let total = pages[0]?.items.length ?? 0; total < (pages[0]?.total ?? 0); total += pages.at(-1)?.items.length ?? 0) {
    pages.push((await api.anonymous.get<LedgerPage>(`/api/ledger/KC-${year}?after=${total}`)).body);
  }
  return { items: pages.flatMap(({ items }) => items), total: pages[0]?.total ?? 0 };
}
