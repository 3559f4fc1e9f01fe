import { ProgrammeRules, type Draft, type DraftRoom, type Timeslot } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, notFound, one } from '../../platform/index.ts';
import { editionView } from '../editions/current-edition.ts';
import { EDITION_ROW, type EditionRow } from '../editions/edition-row.ts';
import { ROOM_JSON } from '../queries/session-cards.ts';
import type { DraftPlan } from '../timetable/to-solver-input.ts';
import { draftSessions } from './draft-sessions.ts';

/** What a programme is made of, as the workspace has it. @throws ProblemError 404 */
export async function readPlan(manager: EntityManager, editionId: string): Promise<DraftPlan> {
  return planOf(manager, await findEdition(manager, editionId));
}

/** The whole workspace. @throws ProblemError 404 */
export async function readDraft(manager: EntityManager, editionId: string): Promise<Draft> {
  const edition = await findEdition(manager, editionId);
  const plan = await planOf(manager, edition);
  const waiting = await countWaiting(manager, editionId);
  const version = await lastVersion(manager, editionId);
  return { ...plan, revision: edition.draftRevision, waiting, version };
}

async function findEdition(manager: EntityManager, editionId: string): Promise<EditionRow> {
  const edition = await maybeOne<EditionRow>(manager)`SELECT ${EDITION_ROW} FROM edition WHERE id = ${editionId}`;
  if (!edition) throw notFound('edition');
  return edition;
}

/** As `readPlan`, of an edition that was found already. */
export async function planOf(manager: EntityManager, edition: EditionRow): Promise<DraftPlan> {
  // One after the other: inside a transaction there is one connection.
  const timeslots = await timeslotsOf(manager, edition.id);
  const rooms = await draftRooms(manager, edition.id);
  const sessions = await draftSessions(manager, edition.id);
  return { edition: editionView(edition), rules: rulesOf(edition), timeslots, rooms, sessions };
}

export function rulesOf(edition: Pick<EditionRow, 'rules'>): ProgrammeRules {
  return ProgrammeRules.parse(edition.rules);
}

export async function timeslotsOf(manager: EntityManager, editionId: string): Promise<Timeslot[]> {
  const rows = await all<Omit<Timeslot, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date }>(manager)`
    SELECT id, day::text, starts_at AS "startsAt", ends_at AS "endsAt", tags
    FROM timeslot
    WHERE edition_id = ${editionId}
    ORDER BY starts_at, ends_at
  `;
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}

export async function draftRooms(manager: EntityManager, editionId: string): Promise<DraftRoom[]> {
  const rows = await all<{ room: DraftRoom; features: string[]; opensAt: string | null; closesAt: string | null }>(
    manager,
  )`
    SELECT ${ROOM_JSON} AS room, r.features, to_char(r.opens_at, 'HH24:MI') AS "opensAt",
      to_char(r.closes_at, 'HH24:MI') AS "closesAt"
    FROM room r WHERE r.edition_id = ${editionId} ORDER BY r.position
  `;
  return rows.map(({ room, ...rest }) => ({ ...room, ...rest }));
}

async function countWaiting(manager: EntityManager, editionId: string): Promise<number> {
  const { count } = await one<{ count: number }>(manager)`
    SELECT count(*)::int AS count
    FROM project j
    WHERE j.edition_id = ${editionId} AND j.status IN ('accepted', 'confirmed')
      AND NOT EXISTS (SELECT 1 FROM draft_pitch p WHERE p.project_id = j.id)
  `;
  return count;
}

async function lastVersion(manager: EntityManager, editionId: string): Promise<Draft['version']> {
  const row = await maybeOne<{ number: number; publishedAt: Date }>(manager)`
    SELECT number, published_at AS "publishedAt"
    FROM programme_version
    WHERE edition_id = ${editionId} AND state = 'published' AND number IS NOT NULL AND published_at IS NOT NULL
    ORDER BY number DESC
    LIMIT 1
  `;
  return row ? { number: row.number, publishedAt: row.publishedAt.toISOString() } : null;
}
