import type { Meeting } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { peopleOf, type PersonRow } from '../../accounts/index.ts';

interface Row {
  id: string;
  interestId: string;
  state: Meeting['state'];
  startsAt: Date;
  endsAt: Date;
  projectId: string;
  titleZh: string;
  titleEn: string;
  parties: { personId: string; side: 'owner' | 'investor' }[];
}

/** A meeting for one of its parties; null for everybody else, whatever their role. */
export async function meetingFor(manager: EntityManager, id: string, readerId: string): Promise<Meeting | null> {
  const meeting = await meetingView(manager, id);
  return meeting?.parties.some((party) => party.personId === readerId) ? meeting : null;
}

/** A meeting as its parties see it. Callers make sure that only they do. */
export async function meetingView(manager: EntityManager, id: string): Promise<Meeting | null> {
  const [row] = await manager.query<Row[]>(
    `SELECT m.id, m.interest_id AS "interestId", m.state, m.starts_at AS "startsAt", m.ends_at AS "endsAt",
            j.id AS "projectId", j.title_zh AS "titleZh", j.title_en AS "titleEn",
            (SELECT json_agg(json_build_object('personId', person_id, 'side', side) ORDER BY side) FROM meeting_party WHERE meeting_id = m.id) AS parties
       FROM meeting m JOIN interest i ON i.id = m.interest_id JOIN project j ON j.id = i.project_id WHERE m.id = $1`,
    [id],
  );
  if (!row) return null;
  const people = await peopleOf(manager, row.parties.map((party) => party.personId));
  return {
    id: row.id,
    interestId: row.interestId,
    state: row.state,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    project: { id: row.projectId, titleZh: row.titleZh, titleEn: row.titleEn },
    parties: row.parties.map(({ personId, side }) => {
      const { name, nameEn, organisation } = people.get(personId) as PersonRow;
      return { personId, side, name, nameEn, organisation };
    }),
  };
}
