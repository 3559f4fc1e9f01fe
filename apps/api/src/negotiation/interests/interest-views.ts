import type { Interest, InterestPage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { peopleOf, type PersonRow } from '../../accounts/index.ts';
import { badCursor } from '../../platform/index.ts';

interface Row {
  id: string;
  projectId: string;
  titleZh: string;
  titleEn: string;
  investorId: string;
  ownerId: string;
  pitchId: string | null;
  note: string | null;
  createdAt: Date;
  meetingId: string | null;
}

const SELECT = `SELECT i.id, i.project_id AS "projectId", j.title_zh AS "titleZh", j.title_en AS "titleEn", i.investor_id AS "investorId",
    i.owner_id AS "ownerId", i.pitch_id AS "pitchId", i.note, i.created_at AS "createdAt",
    (SELECT m.id FROM meeting m WHERE m.interest_id = i.id ORDER BY m.id DESC LIMIT 1) AS "meetingId"
  FROM interest i JOIN project j ON j.id = i.project_id`;

/** One interest as the reader, one of its two sides, sees it; null for anybody else. */
export async function interestView(manager: EntityManager, id: string, readerId: string): Promise<Interest | null> {
  const rows = await manager.query<Row[]>(`${SELECT} WHERE i.id = $1 AND $2 IN (i.investor_id, i.owner_id)`, [id, readerId]);
  return (await views(manager, rows, readerId))[0] ?? null;
}

/** The reader's own interest in a project, or null. */
export async function interestIn(manager: EntityManager, projectId: string, investorId: string): Promise<Interest | null> {
  const rows = await manager.query<Row[]>(`${SELECT} WHERE i.project_id = $1 AND i.investor_id = $2`, [projectId, investorId]);
  return (await views(manager, rows, investorId))[0] ?? null;
}

/** One page of the reader's interests on both sides, newest first. */
export async function interestPage(manager: EntityManager, readerId: string, query: { cursor?: string; limit: number }): Promise<InterestPage> {
  if (query.cursor !== undefined && !/^[0-9a-f-]{36}$/.test(query.cursor)) throw badCursor();
  const [rows, [count]] = await Promise.all([
    manager.query<Row[]>(`${SELECT} WHERE $1 IN (i.investor_id, i.owner_id) AND ($2::uuid IS NULL OR i.id < $2) ORDER BY i.id DESC LIMIT $3`, [
      readerId,
      query.cursor ?? null,
      query.limit + 1,
    ]),
    manager.query<{ total: number }[]>(`SELECT count(*)::int AS total FROM interest WHERE $1 IN (investor_id, owner_id)`, [readerId]),
  ]);
  const items = await views(manager, rows.slice(0, query.limit), readerId);
  return { items, total: count?.total ?? 0, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

async function views(manager: EntityManager, rows: Row[], readerId: string): Promise<Interest[]> {
  const people = await peopleOf(manager, rows.flatMap((row) => [row.investorId, row.ownerId]));
  return rows.map((row) => {
    const investor = people.get(row.investorId) as PersonRow;
    const owner = people.get(row.ownerId) as PersonRow;
    return {
      id: row.id,
      project: { id: row.projectId, titleZh: row.titleZh, titleEn: row.titleEn },
      investor,
      owner: { id: owner.id, name: owner.name, nameEn: owner.nameEn },
      side: row.ownerId === readerId ? 'owner' : 'investor',
      note: row.note,
      duringPitch: row.pitchId !== null,
      createdAt: row.createdAt.toISOString(),
      meetingId: row.meetingId,
    };
  });
}
