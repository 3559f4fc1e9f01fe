import { sha256Hex } from '@everexpo/ledger';
import { hashPassword } from 'better-auth/crypto';
import type { DataSource } from 'typeorm';
import { documentKey } from '../agreements/index.ts';
import { encrypt } from '../accounts/index.ts';
import { deckKey, pageKey } from '../expo/index.ts';
import { exec, type Storage, type Transaction, UnitOfWork } from '../platform/index.ts';
import { DEMO_PASSWORD, demoAccounts, demoAuthenticator } from './accounts.ts';
import { demoDecks, type DemoDeck } from './demo-deck.ts';
import { demoScan } from './demo-scan.ts';
import { generateDemoEdition, TIME_ZONE, type DemoEdition } from './generate/demo-edition.ts';
import { pastAgreements } from './generate/past-agreements.ts';
import { seeded } from './generate/random.ts';
import { loadNextEdition } from './load-next-edition.ts';
import { loadPastEdition } from './load-past-edition.ts';
import { loadWorkspace } from './load-workspace.ts';

const DEMO_SEED = 2026;
/** So many projects have a deck. */
const DECKS = 4;

/**
 * Loads the demo edition in one transaction: whole, or not at all. `secret` is AUTH_SECRET, for the demo
 * authenticators.
 */
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
  await new UnitOfWork(dataSource).system('load the demo edition', async (tx) => {
    await insertEdition(tx, demo);
    await insertCredentials(tx, demo, password, secret);
    await loadPastEdition(tx, demo, past, hashes, DEMO_SEED + 2);
    await exec(tx)`
      INSERT INTO meeting_table (edition_id, number) SELECT ${demo.edition.id}, n FROM generate_series(1, 60) AS n
    `;
    await loadWorkspace(tx, demo, DEMO_SEED + 3);
    await loadNextEdition(tx, demo, DEMO_SEED + 4);
    await insertDecks(tx, await drawing);
  });
  for (const [index, scan] of scans.entries()) {
    await storage.put(documentKey(hashes[index] as string), scan, 'application/pdf');
  }
  for (const { sha256, bytes, pages } of await drawing) {
    await storage.put(deckKey(sha256), bytes, 'application/pdf');
    for (const { page, picture } of pages) await storage.put(pageKey(sha256, page), Buffer.from(picture), 'image/webp');
  }
}

async function insertDecks(tx: Transaction, decks: DemoDeck[]): Promise<void> {
  for (const { projectId, sha256, pages } of decks) {
    await exec(tx)`INSERT INTO deck (sha256, pages) VALUES (${sha256}, ${pages.length})`;
    for (const { page, words } of pages)
      await exec(tx)`INSERT INTO deck_page (sha256, page, words) VALUES (${sha256}, ${page}, ${words})`;
    await exec(tx)`UPDATE project SET deck_sha256 = ${sha256} WHERE id = ${projectId}`;
  }
}

/** Gives the demo accounts their places: the owners pitch first in the session about to begin. */
function nameAccounts(demo: DemoEdition): void {
  const people = new Map(demo.people.map((person) => [person.id, person]));
  for (const account of demoAccounts) {
    const person =
      'pitch' in account
        ? people.get(demo.projects[account.pitch - 1]?.owner_id ?? '')
        : demo.people.filter(({ role }) => role === account.role)[account.index];
    if (person) person.email = account.email;
  }
}

async function insertEdition(tx: Transaction, demo: DemoEdition): Promise<void> {
  const { edition } = demo;
  const states = new Map(demo.stages.map(({ session_id, state }) => [session_id, state]));
  await exec(tx)`
    INSERT INTO organisation (id, name_zh, name_en, city)
    SELECT id, name_zh, name_en, city
    FROM json_populate_recordset(NULL::organisation, ${JSON.stringify(demo.organisations)})
  `;
  const personRows = demo.people.map((person) => ({ ...person, demo: true }));
  await exec(tx)`
    INSERT INTO person (id, name, name_en, email, organisation_id, demo)
    SELECT id, name, name_en, email, organisation_id, demo
    FROM json_populate_recordset(NULL::person, ${JSON.stringify(personRows)})
  `;
  const personRoleRows = demo.people.map(({ id, role }) => ({ person_id: id, role }));
  await exec(tx)`
    INSERT INTO person_role (person_id, role)
    SELECT person_id, role
    FROM json_populate_recordset(NULL::person_role, ${JSON.stringify(personRoleRows)})
  `;
  const editionRows = [{ ...edition, time_zone: TIME_ZONE, day_count: 3, demo: true }];
  await exec(tx)`
    INSERT INTO edition (id, code, year, name_zh, name_en, time_zone, starts_on, day_count, demo)
    SELECT id, code, year, name_zh, name_en, time_zone, starts_on, day_count, demo
    FROM json_populate_recordset(NULL::edition, ${JSON.stringify(editionRows)})
  `;
  await exec(tx)`
    INSERT INTO room (id, edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats)
    SELECT id, edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats
    FROM json_populate_recordset(NULL::room, ${JSON.stringify(demo.rooms)})
  `;
  await exec(tx)`
    INSERT INTO project (id, edition_id, owner_id, organisation_id, track, field, city, stage, title_zh, title_en,
      summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen)
    SELECT id, edition_id, owner_id, organisation_id, track, field, city, stage, title_zh, title_en, summary_zh,
      summary_en, seeks_zh, seeks_en, amount_sought_fen
    FROM json_populate_recordset(NULL::project, ${JSON.stringify(demo.projects)})
  `;
  const sessionRows = demo.sessions.map((session) => ({ ...session, state: states.get(session.id) ?? 'scheduled' }));
  await exec(tx)`
    INSERT INTO session (id, edition_id, room_id, code, kind, title_zh, title_en, track, field, city, starts_at,
      ends_at, state)
    SELECT id, edition_id, room_id, code, kind, title_zh, title_en, track, field, city, starts_at, ends_at, state
    FROM json_populate_recordset(NULL::session, ${JSON.stringify(sessionRows)})
  `;
  const pitchRows = demo.pitches.map((pitch) => ({ ...pitch, begun: pitch.started_at !== null }));
  await exec(tx)`
    INSERT INTO pitch (id, session_id, project_id, position, minutes, begun)
    SELECT id, session_id, project_id, position, minutes, begun
    FROM json_populate_recordset(NULL::pitch, ${JSON.stringify(pitchRows)})
  `;
  await exec(tx)`
    INSERT INTO stage (session_id, state, revision, opened_at, ended_at, current_pitch_id)
    SELECT session_id, state, revision, opened_at, ended_at, current_pitch_id
    FROM json_populate_recordset(NULL::stage, ${JSON.stringify(demo.stages)})
  `;
  const pitchProgressRows = demo.pitches
    .filter(({ started_at }) => started_at !== null)
    .map(({ id, started_at, ended_at }) => ({ pitch_id: id, started_at, ended_at }));
  await exec(tx)`
    INSERT INTO pitch_progress (pitch_id, started_at, ended_at)
    SELECT pitch_id, started_at, ended_at
    FROM json_populate_recordset(NULL::pitch_progress, ${JSON.stringify(pitchProgressRows)})
  `;
}

async function insertCredentials(tx: Transaction, demo: DemoEdition, password: string, secret: string): Promise<void> {
  const emails = new Set<string>(demoAccounts.map(({ email }) => email));
  const rows = demo.people
    .filter(({ email }) => emails.has(email))
    .map(({ id }) => ({ person_id: id, account_id: id, provider_id: 'credential', password }));
  await exec(tx)`
    INSERT INTO auth_credential (person_id, account_id, provider_id, password)
    SELECT person_id, account_id, provider_id, password
    FROM json_populate_recordset(NULL::auth_credential, ${JSON.stringify(rows)})
  `;
  const factors = demo.people
    .filter(({ email }) => emails.has(email))
    .map(({ id, email }) => ({
      person_id: id,
      secret: encrypt(demoAuthenticator(email), secret),
      confirmed_at: demo.edition.starts_on,
    }));
  await exec(tx)`
    INSERT INTO second_factor (person_id, secret, confirmed_at)
    SELECT person_id, secret, confirmed_at
    FROM json_populate_recordset(NULL::second_factor, ${JSON.stringify(factors)})
  `;
}
