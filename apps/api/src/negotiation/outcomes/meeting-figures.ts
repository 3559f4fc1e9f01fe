import type { MeetingFigures } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, one, sql } from '../../platform/index.ts';

/** What came of an edition's meetings, in numbers alone: which they were stays with their parties. */
export async function meetingFigures(manager: EntityManager, editionId: string): Promise<MeetingFigures> {
  const of = sql`
    FROM meeting m
    JOIN interest i ON i.id = m.interest_id
    JOIN expo_project j ON j.id = i.project_id
    WHERE j.edition_id = ${editionId}
  `;
  const both = sql`
    (SELECT count(DISTINCT side) FROM meeting_party p
      WHERE p.meeting_id = m.id AND p.joined_at IS NOT NULL AND p.side <> 'guest') = 2
  `;
  // A call that nobody answered was never agreed on.
  const unanswered = sql`m.state = 'missed' AND m.instant`;
  const noShow = sql`m.state = 'missed' AND NOT m.instant`;
  const row = await one<Omit<MeetingFigures, 'outcomes'>>(manager)`
    SELECT count(*)::int AS requested,
      (count(*) FILTER (WHERE m.state IN ('accepted','open','ended') OR ${noShow}))::int AS accepted,
      (count(*) FILTER (WHERE ${both}))::int AS realised,
      (count(*) FILTER (WHERE ${noShow}))::int AS missed,
      (count(*) FILTER (WHERE m.state IN ('cancelled','declined') OR ${unanswered}))::int AS cancelled ${of}
  `;
  const outcomes = await all<{ outcome: string; n: number }>(manager)`
    SELECT o.outcome, count(*)::int AS n
    FROM meeting_outcome o
    JOIN meeting m ON m.id = o.meeting_id
    JOIN interest i ON i.id = m.interest_id
    JOIN expo_project j ON j.id = i.project_id
    WHERE j.edition_id = ${editionId}
    GROUP BY 1
  `;
  const counted = Object.fromEntries(outcomes.map(({ outcome, n }) => [outcome, n]));
  return {
    ...row,
    outcomes: { agreement: 0, 'next-meeting': 0, 'stay-in-touch': 0, no: 0, ...counted },
  };
}
