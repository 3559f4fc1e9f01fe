import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';

export interface Span {
  startsAt: Date;
  endsAt: Date;
}

interface Row extends Span {
  personId: string;
}

/**
 * When people cannot meet: sessions in which they present or that they must see, times they have said they cannot
 * come, other meetings. `except` is a meeting that may move.
 */
export async function busySpans(
  manager: EntityManager,
  people: string[],
  from: Date,
  until: Date,
  except: string | null = null,
): Promise<Map<string, Span[]>> {
  const rows = await all<Row>(manager)`
    SELECT j.owner_id AS "personId", s.starts_at AS "startsAt", s.ends_at AS "endsAt"
    FROM expo_pitch p
    JOIN expo_project j ON j.id = p.project_id
    JOIN expo_session s ON s.id = p.session_id
    WHERE j.owner_id = ANY(${people}) AND s.cancelled_at IS NULL AND s.starts_at < ${until} AND s.ends_at > ${from}
    UNION ALL SELECT m.person_id, s.starts_at, s.ends_at
    FROM must_see m
    JOIN expo_session s ON s.id = m.session_id
    WHERE m.person_id = ANY(${people}) AND s.cancelled_at IS NULL AND s.starts_at < ${until} AND s.ends_at > ${from}
    UNION ALL SELECT u.person_id, u.starts_at, u.ends_at
    FROM expo_unavailability u
    WHERE u.person_id = ANY(${people}) AND u.starts_at < ${until} AND u.ends_at > ${from}
    UNION ALL SELECT o.person_id, lower(o.occupied), upper(o.occupied) FROM meeting_party o
    WHERE o.person_id = ANY(${people}) AND o.occupied && tstzrange(${from}, ${until})
      AND o.meeting_id IS DISTINCT FROM ${except}::uuid
  `;
  const spans = new Map<string, Span[]>(people.map((person) => [person, []]));
  for (const { personId, startsAt, endsAt } of rows) spans.get(personId)?.push({ startsAt, endsAt });
  return spans;
}

export const clashes = (spans: Span[], startsAt: Date, endsAt: Date): boolean =>
  spans.some((span) => span.startsAt < endsAt && span.endsAt > startsAt);
