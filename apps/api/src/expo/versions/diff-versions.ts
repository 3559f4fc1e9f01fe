import type { SessionDiff } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, sql } from '../../platform/index.ts';

/** One session as a version has it. */
export interface Entry {
  sessionId: string;
  code: string;
  titleZh: string;
  titleEn: string;
  roomId: string;
  roomZh: string;
  roomEn: string;
  startsAt: string;
  endsAt: string;
  pitches: string[];
}

interface Row extends Omit<Entry, 'startsAt' | 'endsAt'> {
  startsAt: Date;
  endsAt: Date;
}

const COLUMNS = sql`
  e.session_id AS "sessionId", e.code, e.title_zh AS "titleZh", e.title_en AS "titleEn", e.room_id AS "roomId",
    r.name_zh AS "roomZh", r.name_en AS "roomEn", e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.pitches
`;

/** The sessions of a version; of none when there is no such version. */
export async function entriesOf(manager: EntityManager, versionId: string | null): Promise<Entry[]> {
  if (versionId === null) return [];
  const found = await all<Row>(manager)`
    SELECT ${COLUMNS}
    FROM programme_entry e
    JOIN room r ON r.id = e.room_id
    WHERE e.version_id = ${versionId}
    ORDER BY e.code
  `;
  return found.map(entryOf);
}

/** What would be published now: the placed sessions of the workspace. */
export async function draftEntries(manager: EntityManager, editionId: string): Promise<Entry[]> {
  const found = await all<Row>(manager)`
    SELECT ${COLUMNS} FROM (${placedEntries(editionId)}) e JOIN room r ON r.id = e.room_id ORDER BY e.code
  `;
  return found.map(entryOf);
}

/** Placed sessions of an edition's workspace in the shape of programme_entry. */
export const placedEntries = (editionId: string) => sql`
  SELECT d.id AS session_id, d.code, d.kind, d.title_zh, d.title_en, d.track, d.field, d.city, d.room_id, d.starts_at,
    d.starts_at + make_interval(mins => d.minutes) AS ends_at,
    coalesce((SELECT array_agg(p.project_id ORDER BY p.position) FROM draft_pitch p
      WHERE p.session_id = d.id), '{}') AS pitches,
    coalesce((SELECT array_agg(p.minutes ORDER BY p.position) FROM draft_pitch p
      WHERE p.session_id = d.id), '{}') AS pitch_minutes
  FROM draft_session d WHERE d.edition_id = ${editionId} AND d.starts_at IS NOT NULL
`;

function entryOf(row: Row): Entry {
  return { ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() };
}

/** What differs, session by session, by code. */
export function diffEntries(before: Entry[], after: Entry[]): SessionDiff[] {
  const old = new Map(before.map((entry) => [entry.sessionId, entry]));
  const now = new Map(after.map((entry) => [entry.sessionId, entry]));
  const changes = [...new Map([...old, ...now]).values()].flatMap((entry): SessionDiff[] => {
    const was = old.get(entry.sessionId) ?? null;
    const is = now.get(entry.sessionId) ?? null;
    const change = changeOf(was, is);
    if (!change) return [];
    const { sessionId, code, titleZh, titleEn } = entry;
    return [{ sessionId, code, titleZh, titleEn, change, before: was && placeOf(was), after: is && placeOf(is) }];
  });
  return changes.sort((a, b) => a.code.localeCompare(b.code));
}

function changeOf(was: Entry | null, is: Entry | null): SessionDiff['change'] | null {
  if (!was) return 'added';
  if (!is) return 'dropped';
  if (was.roomId !== is.roomId || was.startsAt !== is.startsAt || was.endsAt !== is.endsAt) return 'moved';
  if (was.pitches.join() !== is.pitches.join()) return 'running-order';
  return was.titleZh !== is.titleZh || was.titleEn !== is.titleEn ? 'title' : null;
}

const placeOf = ({ roomId, roomZh, roomEn, startsAt, endsAt }: Entry) => ({ roomId, roomZh, roomEn, startsAt, endsAt });
