import { trackLabels, type Track } from '@everexpo/contracts';
import type { ProgrammeEntry, PublishedProgramme } from '@everexpo/interchange';
import type { EntityManager } from 'typeorm';
import { all, maybeOne } from '../../platform/index.ts';
import { daysOf } from '../editions/days.ts';
import type { EditionRow } from '../editions/edition-row.ts';

export interface ProgrammeFilter {
  track?: string;
  roomId?: string;
  /** Sessions this person pitches in or follows a project of. */
  personId?: string;
}

interface Row extends Omit<
  ProgrammeEntry,
  'startsAt' | 'endsAt' | 'changedAt' | 'url' | 'track' | 'number' | 'language'
> {
  trackCode: Track;
  startsAt: Date;
  endsAt: Date;
  changedAt: Date;
}

const COLOURS: Record<Track, string> = { achievement: '#2F6DB5', hightech: '#6B4FA3', challenge: '#B0592A' };

/** The public programme for the interchange formats, cancelled sessions included; `origin` is where people read it. */
export async function publishedProgramme(
  manager: EntityManager,
  edition: EditionRow,
  origin: string,
  filter: ProgrammeFilter = {},
): Promise<PublishedProgramme> {
  const [rows, rooms, version] = await Promise.all([
    all<Row>(manager)`
      SELECT s.id, s.code, s.title_zh AS title, s.title_en AS subtitle, s.kind, s.track AS "trackCode",
        r.name_zh AS room, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
        s.sequence, s.changed_at AS "changedAt", s.cancelled_at IS NOT NULL AS cancelled,
        coalesce((SELECT string_agg(p.position || '. ' || j.title_zh, E'\n' ORDER BY p.position) FROM pitch p
          JOIN project j ON j.id = p.project_id WHERE p.session_id = s.id), '') AS abstract,
        coalesce((SELECT json_agg(DISTINCT jsonb_build_object('id', o.id, 'name', o.name)) FROM pitch p
          JOIN project j ON j.id = p.project_id JOIN accounts_person o ON o.id = j.owner_id
          WHERE p.session_id = s.id), '[]') AS people
      FROM session s JOIN room r ON r.id = s.room_id
      WHERE s.edition_id = ${edition.id}
        AND (${filter.track}::text IS NULL OR s.track = ${filter.track})
        AND (${filter.roomId}::uuid IS NULL OR s.room_id = ${filter.roomId})
        AND (${filter.personId}::uuid IS NULL OR EXISTS (SELECT 1 FROM pitch p
          JOIN project j ON j.id = p.project_id WHERE p.session_id = s.id
            AND (j.owner_id = ${filter.personId} OR EXISTS (SELECT 1 FROM project_follower f
              WHERE f.project_id = j.id AND f.person_id = ${filter.personId}))))
      ORDER BY s.starts_at, s.code
    `,
    all<{ id: string; name: string; capacity: number }>(manager)`
      SELECT id, name_zh AS name, seats AS capacity FROM room WHERE edition_id = ${edition.id} ORDER BY position
    `,
    maybeOne<{ number: number }>(manager)`
      SELECT number
      FROM programme_version
      WHERE edition_id = ${edition.id} AND state = 'published' AND number IS NOT NULL
      ORDER BY number DESC
      LIMIT 1
    `,
  ]);
  return {
    title: edition.nameZh,
    acronym: edition.code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
    version: String(version?.number ?? 0),
    timeZone: edition.timeZone,
    days: daysOf(edition),
    url: `${origin}/programme`,
    rooms,
    tracks: (Object.keys(trackLabels) as Track[]).map((slug) => ({
      slug,
      name: trackLabels[slug].zh,
      colour: COLOURS[slug],
    })),
    entries: rows.map(({ trackCode, ...row }, index) => ({
      ...row,
      number: numberOf(row.code, index),
      track: trackLabels[trackCode].zh,
      language: 'zh',
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      changedAt: row.changedAt.toISOString(),
      url: `${origin}/sessions/${row.id}`,
    })),
  };
}

/** S017 is 17; a code of another form gets a number beyond those. */
function numberOf(code: string, index: number): number {
  const found = /^S(\d{1,5})$/.exec(code);
  return found && Number(found[1]) > 0 ? Number(found[1]) : 100_000 + index;
}
