import { sql, type Sql } from '../../platform/index.ts';

/**
 * SQL that is true while the cause of a meeting's news `n` (person_id, news) of the meeting `m` lasts: a proposal still
 * waits for this person's side, a booked meeting is still to come, and
 * so is the time of a cancelled one. News of what happened once and for all never ends.
 */
export const MEETING_NEWS_HOLDS = sql`
  CASE n.news
    WHEN 'requested' THEN ${waitsForAnswer()}
    WHEN 'countered' THEN ${waitsForAnswer()}
    WHEN 'freed' THEN m.state = 'requested'
    WHEN 'accepted' THEN ${isAhead()}
    WHEN 'placed' THEN ${isAhead()}
    WHEN 'reminder' THEN ${isAhead()}
    WHEN 'cancelled' THEN m.ends_at IS NULL OR m.ends_at > now()
    WHEN 'invited' THEN m.state = 'requested' OR ${isAhead()}
    ELSE true END
`;

function waitsForAnswer(): Sql {
  return sql`m.state = 'requested' AND EXISTS (
    SELECT 1 FROM meeting_party p
     WHERE p.meeting_id = m.id AND p.person_id = n.person_id AND p.removed_at IS NULL
       AND p.side IS DISTINCT FROM m.proposed_by)`;
}

function isAhead(): Sql {
  return sql`m.state IN ('accepted','open') AND m.ends_at > now()`;
}
