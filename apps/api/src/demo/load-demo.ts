import { agreementNumber, commitTo, GENESIS, sealEntry, sha256Hex } from '@everexpo/ledger';
import { hashPassword } from 'better-auth/crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { committedTerms, documentKey } from '../agreements/index.ts';
import { seal } from '../accounts/index.ts';
import { deckKey, pageKey } from '../expo/index.ts';
import type { Storage } from '../platform/index.ts';
import { DEMO_PASSWORD, demoAccounts, demoAuthenticator } from './accounts.ts';
import { demoDecks, type DemoDeck } from './demo-deck.ts';
import { demoScan } from './demo-scan.ts';
import { generateDemoEdition, TIME_ZONE, type DemoEdition } from './generate/demo-edition.ts';
import { pastAgreements, type PastAgreement } from './generate/past-agreements.ts';
import { seeded } from './generate/random.ts';
import { loadNextEdition } from './load-next-edition.ts';
import { loadWorkspace } from './load-workspace.ts';

export const DEMO_SEED = 2026;
/** So many projects have a deck. */
const DECKS = 4;

/** Loads the demo edition in one transaction: whole, or not at all. `secret` is AUTH_SECRET, for the demo authenticators. */
export async function loadDemo(
  dataSource: DataSource,
  storage: Storage,
  secret: string,
  now = new Date(),
): Promise<void> {
  const demo = generateDemoEdition(DEMO_SEED, now);
  nameAccounts(demo);
  const past = pastAgreements(seeded(DEMO_SEED + 1), demo, now);
  const password = await hashPassword(DEMO_PASSWORD);
  const scans = await Promise.all(past.map((agreement) => demoScan(agreement)));
  const hashes = await Promise.all(scans.map((scan) => sha256Hex(new Uint8Array(scan))));
  // In processes of their own, while the database is filled.
  const drawing = demoDecks(demo.projects.slice(0, DECKS), new Date(`${demo.edition.starts_on}T00:00:00Z`));
  drawing.catch(() => undefined);
  await dataSource.transaction(async (manager) => {
    await insertEdition(manager, demo);
    await insertCredentials(manager, demo, password, secret);
    await insertPast(manager, demo, past, hashes);
    await manager.query(
      `INSERT INTO meeting_table (edition_id, number) SELECT $1, n FROM generate_series(1, 60) AS n`,
      [demo.edition.id],
    );
    await loadWorkspace(manager, demo, DEMO_SEED + 3);
    await loadNextEdition(manager, demo, DEMO_SEED + 4);
    await insertDecks(manager, await drawing);
  });
  for (const [index, scan] of scans.entries()) {
    await storage.put(documentKey(hashes[index] as string), scan, 'application/pdf');
  }
  for (const { sha256, bytes, pages } of await drawing) {
    await storage.put(deckKey(sha256), bytes, 'application/pdf');
    for (const { page, picture } of pages) await storage.put(pageKey(sha256, page), Buffer.from(picture), 'image/webp');
  }
}

async function insertDecks(manager: EntityManager, decks: DemoDeck[]): Promise<void> {
  for (const { projectId, sha256, pages } of decks) {
    await manager.query(`INSERT INTO deck (sha256, pages) VALUES ($1, $2)`, [sha256, pages.length]);
    for (const { page, words } of pages)
      await manager.query(`INSERT INTO deck_page (sha256, page, words) VALUES ($1, $2, $3)`, [sha256, page, words]);
    await manager.query(`UPDATE project SET deck_sha256 = $2 WHERE id = $1`, [projectId, sha256]);
  }
}

/** Gives the demo accounts their places: the owners pitch first in the session about to begin. */
function nameAccounts(demo: DemoEdition): void {
  const people = new Map(demo.people.map((person) => [person.id, person]));
  for (const account of demoAccounts) {
    const person =
      'pitch' in account
        ? people.get(demo.projects[account.pitch - 1]?.owner_id ?? '')
        : demo.people.filter(({ role }) => role === account.role)[account.nth];
    if (person) person.email = account.email;
  }
}

async function insertEdition(manager: EntityManager, demo: DemoEdition): Promise<void> {
  const { edition } = demo;
  const states = new Map(demo.stages.map(({ session_id, state }) => [session_id, state]));
  await insertRows(manager, 'organisation', demo.organisations, 'id, name_zh, name_en, city');
  await insertRows(
    manager,
    'person',
    demo.people.map((person) => ({ ...person, demo: true })),
    'id, name, name_en, email, organisation_id, demo',
  );
  await insertRows(
    manager,
    'person_role',
    demo.people.map(({ id, role }) => ({ person_id: id, role })),
    'person_id, role',
  );
  await insertRows(
    manager,
    'edition',
    [{ ...edition, time_zone: TIME_ZONE, day_count: 3, demo: true }],
    'id, code, year, name_zh, name_en, time_zone, starts_on, day_count, demo',
  );
  await insertRows(
    manager,
    'room',
    demo.rooms,
    'id, edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats',
  );
  await insertRows(
    manager,
    'project',
    demo.projects,
    'id, edition_id, owner_id, organisation_id, track, field, city, stage, title_zh, title_en, summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen',
  );
  await insertRows(
    manager,
    'session',
    demo.sessions.map((session) => ({ ...session, state: states.get(session.id) ?? 'scheduled' })),
    'id, edition_id, room_id, code, kind, title_zh, title_en, track, field, city, starts_at, ends_at, state',
  );
  await insertRows(
    manager,
    'pitch',
    demo.pitches.map((pitch) => ({ ...pitch, begun: pitch.started_at !== null })),
    'id, session_id, project_id, position, minutes, begun',
  );
  await insertRows(manager, 'stage', demo.stages, 'session_id, state, revision, opened_at, ended_at, current_pitch_id');
  await insertRows(
    manager,
    'pitch_progress',
    demo.pitches
      .filter(({ started_at }) => started_at !== null)
      .map(({ id, started_at, ended_at }) => ({ pitch_id: id, started_at, ended_at })),
    'pitch_id, started_at, ended_at',
  );
}

async function insertCredentials(
  manager: EntityManager,
  demo: DemoEdition,
  password: string,
  secret: string,
): Promise<void> {
  const emails = new Set<string>(demoAccounts.map(({ email }) => email));
  const rows = demo.people
    .filter(({ email }) => emails.has(email))
    .map(({ id }) => ({ person_id: id, account_id: id, provider_id: 'credential', password }));
  await insertRows(manager, 'auth_credential', rows, 'person_id, account_id, provider_id, password');
  const factors = demo.people
    .filter(({ email }) => emails.has(email))
    .map(({ id, email }) => ({
      person_id: id,
      secret: seal(demoAuthenticator(email), secret),
      confirmed_at: demo.edition.starts_on,
    }));
  await insertRows(manager, 'second_factor', factors, 'person_id, secret, confirmed_at');
}

async function insertPast(
  manager: EntityManager,
  demo: DemoEdition,
  past: PastAgreement[],
  hashes: string[],
): Promise<void> {
  const year = demo.edition.year - 1;
  const code = `KC-${year}`;
  const editionId = seeded(DEMO_SEED + 2).uuid();
  const startsOn = (past[0] as PastAgreement).registeredAt.toISOString().slice(0, 10);
  const edition = {
    id: editionId,
    code,
    year,
    name_zh: `${year} 永不落幕科创会`,
    name_en: `Everexpo ${year}`,
    time_zone: TIME_ZONE,
    starts_on: startsOn,
    day_count: 3,
    demo: true,
  };
  await insertRows(manager, 'edition', [edition], Object.keys(edition).join(', '));
  const [first, second] = demo.people.filter(({ role }) => role === 'staff');
  const agreements = past.map((item, index) => ({
    id: item.id,
    edition_id: editionId,
    source: 'paper',
    state: 'registered',
    kind: item.kind,
    title: item.title,
    amount_fen: item.amountFen,
    amount_public: item.amountPublic,
    term_months: item.termMonths,
    terms: item.terms,
    city: item.city,
    track: item.track,
    signed_on: item.registeredAt.toISOString().slice(0, 10),
    document_sha256: hashes[index],
    document_type: 'application/pdf',
    salt: item.salt,
    number: agreementNumber(code, index + 1),
    registered_at: item.registeredAt.toISOString(),
    created_by: first?.id,
    verified_by: second?.id,
    verified_at: item.registeredAt.toISOString(),
    details: {},
    parties_public: true,
    signing_order: 'parallel',
  }));
  await insertRows(manager, 'agreement', agreements, Object.keys(agreements[0] as object).join(', '));
  const parties = past.flatMap(({ id, parties: names }) =>
    names.map((name, index) => ({ agreement_id: id, position: index + 1, name, organisation: name })),
  );
  await insertRows(manager, 'agreement_party', parties, 'agreement_id, position, name, organisation');
  await insertLedger(manager, { id: editionId, code }, past, hashes);
  await insertFollowUp(manager, past, first?.id ?? null);
}

/** A year on: two milestones each, most of them reached, a few overdue. */
async function insertFollowUp(manager: EntityManager, past: PastAgreement[], staffId: string | null): Promise<void> {
  const day = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000).toISOString();
  const rows = past.flatMap((item, index) =>
    [120, 340].map((days, nth) => {
      const done = (index + nth) % 9 !== 0;
      const paid = done ? Math.round((item.amountFen * (nth === 0 ? 0.3 : 0.4)) / 100) * 100 : 0;
      return {
        agreement_id: item.id,
        kind: nth === 0 ? 'milestone' : 'payment',
        title: nth === 0 ? '完成样机或方案验收' : '支付第二期款',
        due_on: day(item.registeredAt, days).slice(0, 10),
        amount_fen: nth === 0 ? null : paid || item.amountFen,
        realised_fen: paid,
        done_at: done ? day(item.registeredAt, days - 5) : null,
        done_by: done ? staffId : null,
      };
    }),
  );
  await insertRows(
    manager,
    'milestone',
    rows,
    'agreement_id, kind, title, due_on, amount_fen, realised_fen, done_at, done_by',
  );
}

async function insertLedger(
  manager: EntityManager,
  edition: { id: string; code: string },
  past: PastAgreement[],
  hashes: string[],
): Promise<void> {
  let prev = GENESIS;
  const rows: object[] = [];
  for (const [index, item] of past.entries()) {
    const parties = item.parties.map((name) => ({ name, organisation: name }));
    const entry = await sealEntry({
      v: 1,
      edition: edition.code,
      seq: index + 1,
      number: agreementNumber(edition.code, index + 1),
      event: 'registered',
      agreement: item.id,
      content: await commitTo(committedTerms(item, parties), item.salt),
      document: hashes[index] as string,
      at: item.registeredAt.toISOString(),
      prev,
    });
    prev = entry.hash;
    rows.push({ ...entry, edition_id: edition.id, agreement_id: item.id });
  }
  await insertRows(
    manager,
    'ledger_entry',
    rows,
    'edition_id, seq, number, agreement_id, event, content, document, at, prev, hash',
  );
  await insertRows(
    manager,
    'ledger_head',
    [{ edition_id: edition.id, seq: past.length, numbered: past.length, hash: prev }],
    'edition_id, seq, numbered, hash',
  );
}

async function insertRows(manager: EntityManager, table: string, rows: object[], columns: string): Promise<void> {
  await manager.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
