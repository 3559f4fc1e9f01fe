import type { SessionDiff } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

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

const COLUMNS = `e.session_id AS "sessionId", e.code, e.title_zh AS "titleZh", e.title_en AS "titleEn", e.room_id AS "roomId",
  r.name_zh AS "roomZh", r.name_en AS "roomEn", e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.pitches`;

/** The sessions of a version; of none when there is no such version. */
export async function entriesOf(manager: EntityManager, versionId: string | null): Promise<Entry[]> {
  if (versionId === null) return [];
  return rows(
    await manager.query<Row[]>(
      `SELECT ${COLUMNS} FROM programme_entry e JOIN room r ON r.id = e.room_id WHERE e.version_id = $1 ORDER BY e.code`,
      [versionId],
    ),
  );
}

/** What would be published now: the placed sessions of the workspace. */
export async function draftEntries(manager: EntityManager, editionId: string): Promise<Entry[]> {
  return rows(
    await manager.query<Row[]>(
      `SELECT ${COLUMNS} FROM (${DRAFT_ENTRIES}) e JOIN room r ON r.id = e.room_id ORDER BY e.code`,
      [editionId],
    ),
  );
}

/** Placed sessions of a workspace in the shape of programme_entry; expects the edition's id as $1. */
export const DRAFT_ENTRIES = `
  SELECT d.id AS session_id, d.code, d.kind, d.title_zh, d.title_en, d.track, d.field, d.city, d.room_id, d.starts_at,
         d.starts_at + make_interval(mins => d.minutes) AS ends_at,
         coalesce((SELECT array_agg(p.project_id ORDER BY p.position) FROM draft_pitch p WHERE p.session_id = d.id), '{}') AS pitches,
         coalesce((SELECT array_agg(p.minutes ORDER BY p.position) FROM draft_pitch p WHERE p.session_id = d.id), '{}') AS pitch_minutes
    FROM draft_session d WHERE d.edition_id = $1 AND d.starts_at IS NOT NULL`;

function rows(found: Row[]): Entry[] {
  return found.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
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
