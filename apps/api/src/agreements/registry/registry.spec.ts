import type { Checkpoint, ConsistencyProof, EntryProof, LedgerLine, Wall } from '@everexpo/contracts';
import { checkpointError, verifyChain, verifyConsistency, verifyInclusion, verifyLedger } from '@everexpo/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerAtOnce, wholeLedger } from '../../../../../tests/soak/races/register-at-once.ts';
import { exported, tamper } from '../../../../../tests/soak/tamper/tamper.ts';
import {
  aMeetingOfTheCurrentEdition,
  aRegisteredAgreement,
  aRegisteredPaper,
  someTerms,
} from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { checkpointsOf } from './ledger/ledger-proofs.ts';

/** A tenth of what `npm run soak` tries. */
const REGISTRATIONS = 82;
const CHANGES = 100;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** The whole of an edition's ledger, as its export holds it. */
async function ledgerOf(code: string): Promise<{ entries: LedgerLine[]; checkpoints: Checkpoint[] }> {
  return { entries: await wholeLedger(api, code), checkpoints: await checkpointsOf(api.db.manager, code) };
}

/** The demo's edition of the year before, whose agreements were registered before there were checkpoints. */
async function editionBefore(): Promise<string> {
  const [edition] = await api.asOwner<{ code: string }>(
    `SELECT e.code FROM edition e WHERE e.demo AND EXISTS (SELECT 1 FROM ledger_entry l WHERE l.edition_id = e.id)`,
  );
  return edition?.code ?? '';
}

describe('the register', () => {
  test(`numbers without gaps what 40 of the staff register at once (${REGISTRATIONS}); the chain holds`, async () => {
    const { edition, statuses, lines } = await registerAtOnce(api, { size: REGISTRATIONS, seed: 1 });
    expect(statuses).toEqual(Array(REGISTRATIONS).fill(200));
    const expected = Array.from({ length: REGISTRATIONS }, (_, index) => index + 1);
    expect(lines.map(({ number }) => number)).toEqual(
      expected.map((count) => `${edition.code}-${String(count).padStart(4, '0')}`),
    );
    expect(await verifyChain(lines)).toMatchObject({ holds: true, entries: REGISTRATIONS });
    expect(await verifyLedger(await ledgerOf(edition.code))).toMatchObject({ holds: true, checkpoints: REGISTRATIONS });
  });

  test.each([
    `UPDATE ledger_entry SET content = document`,
    `DELETE FROM ledger_entry`,
    `TRUNCATE ledger_entry CASCADE`,
    `UPDATE ledger_checkpoint SET root = head`,
    `DELETE FROM ledger_checkpoint`,
  ])('cannot be changed: the API’s role lacks the right, its owner meets the triggers: %s', async (sql) => {
    await expect(api.db.query(sql)).rejects.toThrow('permission denied');
    await expect(api.asOwner(sql)).rejects.toThrow('append-only');
  });

  test('keeps its triggers: the API’s role cannot turn them off', async () => {
    await expect(api.db.query(`ALTER TABLE ledger_entry DISABLE TRIGGER ALL`)).rejects.toThrow('must be owner');
    await expect(api.db.query(`SET session_replication_role = replica`)).rejects.toThrow('permission denied');
  });

  test('fixes what was registered', async () => {
    const { agreement } = await aRegisteredAgreement(api);
    const change = (sql: string) => expect(api.asOwner(sql, [agreement.id])).rejects;
    await change(`UPDATE agreement SET amount_fen = 1 WHERE id = $1`).toThrow('cannot change');
    await change(`UPDATE agreement SET state = 'draft' WHERE id = $1`).toThrow('cannot');
    await change(`UPDATE agreement_party SET organisation = 'x' WHERE agreement_id = $1`).toThrow('cannot change');
  });

  test('holds the demo agreements of the year before', async () => {
    const lines = await wholeLedger(api, await editionBefore());
    expect(await verifyChain(lines)).toMatchObject({ holds: true, entries: 260 });
  });

  test('shows on the wall and in public only what the parties show', async () => {
    const fixture = await aMeetingOfTheCurrentEdition(api);
    const terms = { amountPublic: false, partiesPublic: false, amountFen: 77_700 };
    const { agreement } = await aRegisteredAgreement(api, { fixture, terms });
    const wall = await api.anonymous.ask<Wall>('GET', '/api/wall');
    expect(wall.newest).toMatchObject([{ number: agreement.number, amountFen: null, parties: null }]);
    const { status, body } = await api.anonymous.get(`/api/verify/${agreement.number}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ slip: { amountFen: null, parties: null }, entry: { number: agreement.number } });
    const names = agreement.parties.flatMap(({ name, organisation }) => [name, organisation]);
    const shown = JSON.stringify([body, wall.newest]);
    for (const hidden of ['77700', someTerms.terms, ...names]) expect(shown).not.toContain(hidden);
  });

  test('knows no number that was not given', async () => {
    expect(await api.anonymous.get('/api/verify/KC-1999-0001')).toMatchObject({ status: 404 });
  });
});

describe('signed checkpoints', () => {
  test('cover every registration; the newest proves each entry and grew from every earlier one', async () => {
    const size = 12;
    const { edition, lines } = await registerAtOnce(api, { size, seed: 2, clerks: 3 });
    const checkpoint = await api.anonymous.ask<Checkpoint>('GET', `/api/ledger/${edition.code}/checkpoint`);
    expect(checkpoint).toMatchObject({ size, head: lines.at(-1)?.hash });
    expect(await checkpointError(checkpoint, checkpoint.key)).toBeNull();
    for (const { number, hash } of lines) {
      const { index, path } = await api.anonymous.ask<EntryProof>('GET', `/api/verify/${number}/proof`);
      const proof = { data: hash, index, size, proof: path, root: checkpoint.root };
      expect(await verifyInclusion(proof), number).toBe(true);
    }
    const since = (earlier: number) => `/api/ledger/${edition.code}/consistency?size=${earlier}`;
    for (let earlier = 1; earlier <= size; earlier += 1) {
      const { first, second, proof } = await api.anonymous.ask<ConsistencyProof>('GET', since(earlier));
      expect([first.size, second]).toEqual([earlier, checkpoint]);
      const growth = { first: earlier, second: size, firstRoot: first.root, secondRoot: second.root, proof };
      expect(await verifyConsistency(growth), `since ${earlier}`).toBe(true);
    }
    expect(await api.anonymous.get(since(size + 1))).toMatchObject({ status: 404 });
  });

  test('were given to the ledger of the year before when it was first opened', async () => {
    const code = await editionBefore();
    const checkpoint = await api.anonymous.ask<Checkpoint>('GET', `/api/ledger/${code}/checkpoint`);
    expect(checkpoint.size).toBe((await wholeLedger(api, code)).length);
  });

  test(`betray any of ${CHANGES} changes of a bit or a line in an export, and an entry is named`, async () => {
    const { edition, lines } = await registerAtOnce(api, { size: 12, seed: 3, clerks: 3 });
    const file = exported(await ledgerOf(edition.code));
    expect(await tamper(file, lines.length, { size: CHANGES, seed: 3 })).toEqual([]);
  });

  const digest = 'a'.repeat(64);
  test.each([
    ['content', digest],
    ['document', digest],
    ['at', '2001-01-01T00:00:00.000Z'],
    ['prev', digest],
    ['hash', digest],
  ])('a row whose %s was changed behind the triggers is found and named', async (column, value) => {
    const { edition } = await registerAtOnce(api, { size: 3, seed: 4, clerks: 1 });
    expect(await verifyLedger(await ledgerOf(edition.code))).toMatchObject({ holds: true });
    // For this transaction alone: the connection goes back to the pool with its triggers on.
    await api.asOwner(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE ledger_entry SET ${column} = '${value}' WHERE seq = 2 AND edition_id = '${edition.id}'; COMMIT`);
    const verdict = await verifyLedger(await ledgerOf(edition.code));
    expect(verdict).toMatchObject({ holds: false, at: 2, number: `${edition.code}-0002` });
  });
});

test('a paper and an agreement signed here stand in one ledger', async () => {
  const fixture = await aMeetingOfTheCurrentEdition(api);
  const { entry } = await aRegisteredPaper(api);
  const { agreement } = await aRegisteredAgreement(api, { fixture });
  const lines = await wholeLedger(api, fixture.edition.code);
  expect(lines.map(({ number }) => number)).toEqual([entry.number, agreement.number]);
  expect(await verifyChain(lines)).toMatchObject({ holds: true, entries: 2 });
});
