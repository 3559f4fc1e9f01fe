import { ProgrammeRules, type Draft, type DraftRoom, type Timeslot } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { notFound } from '../../platform/index.ts';
import { editionView } from '../editions/current-edition.ts';
import { Edition } from '../editions/edition.entity.ts';
import { ROOM_JSON } from '../queries/session-cards.ts';
import { draftSessions } from './draft-sessions.ts';

/** The whole workspace. @throws ProblemError 404 */
export async function readDraft(manager: EntityManager, editionId: string): Promise<Draft> {
  const edition = await manager.findOneBy(Edition, { id: editionId });
  if (!edition) throw notFound('edition');
  // One after the other: inside a transaction there is one connection.
  const timeslots = await timeslotsOf(manager, editionId);
  const rooms = await draftRooms(manager, editionId);
  const sessions = await draftSessions(manager, editionId);
  const waiting = await countWaiting(manager, editionId);
  const version = await lastVersion(manager, editionId);
  return {
    edition: editionView(edition),
    revision: edition.draftRevision,
    rules: rulesOf(edition),
    timeslots,
    rooms,
    sessions,
    waiting,
    version,
  };
}

export function rulesOf(edition: Pick<Edition, 'rules'>): ProgrammeRules {
  return ProgrammeRules.parse(edition.rules);
}

export async function timeslotsOf(manager: EntityManager, editionId: string): Promise<Timeslot[]> {
  const rows = await manager.query<(Omit<Timeslot, 'startsAt' | 'endsAt'> & { startsAt: Date; endsAt: Date })[]>(
    `SELECT id, day::text, starts_at AS "startsAt", ends_at AS "endsAt", tags FROM timeslot WHERE edition_id = $1 ORDER BY starts_at, ends_at`,
    [editionId],
  );
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}

export async function draftRooms(manager: EntityManager, editionId: string): Promise<DraftRoom[]> {
  const rows = await manager.query<
    { room: DraftRoom; features: string[]; opensAt: string | null; closesAt: string | null }[]
  >(
    `SELECT ${ROOM_JSON} AS room, r.features, to_char(r.opens_at, 'HH24:MI') AS "opensAt", to_char(r.closes_at, 'HH24:MI') AS "closesAt"
       FROM room r WHERE r.edition_id = $1 ORDER BY r.position`,
    [editionId],
  );
  return rows.map(({ room, ...rest }) => ({ ...room, ...rest }));
}

async function countWaiting(manager: EntityManager, editionId: string): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM project j WHERE j.edition_id = $1 AND j.status IN ('accepted', 'confirmed') AND NOT EXISTS (SELECT 1 FROM draft_pitch p WHERE p.project_id = j.id)`,
    [editionId],
  );
  return row?.count ?? 0;
}

async function lastVersion(manager: EntityManager, editionId: string): Promise<Draft['version']> {
  const [row] = await manager.query<{ number: number; publishedAt: Date }[]>(
    `SELECT number, published_at AS "publishedAt" FROM programme_version WHERE edition_id = $1 AND state = 'published' ORDER BY number DESC LIMIT 1`,
    [editionId],
  );
  return row ? { number: row.number, publishedAt: row.publishedAt.toISOString() } : null;
}
