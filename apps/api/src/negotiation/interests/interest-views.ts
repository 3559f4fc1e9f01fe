import type { Interest, InterestPage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, one, pageOf, sql } from '../../platform/index.ts';
import { peopleOf, type PersonRow } from '../../accounts/index.ts';

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
  meetingState: Interest['meetingState'];
  metBefore: boolean;
  sameCity: boolean;
  funds: boolean;
}

const SELECT = sql`
  SELECT i.id, i.project_id AS "projectId", j.title_zh AS "titleZh", j.title_en AS "titleEn",
    i.investor_id AS "investorId",
    i.owner_id AS "ownerId", i.pitch_id AS "pitchId", i.note, i.created_at AS "createdAt",
    m.id AS "meetingId", m.state AS "meetingState",
    EXISTS (SELECT 1 FROM meeting b JOIN interest bi ON bi.id = b.interest_id
      WHERE bi.investor_id = i.investor_id AND bi.owner_id = i.owner_id AND b.state = 'ended') AS "metBefore",
    coalesce(o.city = j.city, false) AS "sameCity", j.amount_sought_fen IS NOT NULL AS funds
  FROM interest i
  JOIN expo_project j ON j.id = i.project_id
  JOIN accounts_person n ON n.id = i.investor_id
  LEFT JOIN accounts_organisation o ON o.id = n.organisation_id
  LEFT JOIN LATERAL (SELECT id, state FROM meeting WHERE interest_id = i.id ORDER BY id DESC LIMIT 1) m ON true
`;

/** What makes a lead warm, and how much; the page names the reasons in this order. */
const WARMTH = { 'during-pitch': 5, note: 4, 'met-before': 3, 'same-city': 2, funds: 1, recent: 1 } as const;
const RECENT_HOURS = 24;
const WARMTH_SQL = sql`
  (CASE WHEN i.pitch_id IS NOT NULL THEN ${WARMTH['during-pitch']}::int ELSE 0 END
    + CASE WHEN i.note IS NOT NULL THEN ${WARMTH.note}::int ELSE 0 END
    + CASE WHEN o.city = j.city THEN ${WARMTH['same-city']}::int ELSE 0 END
    + CASE WHEN i.created_at > now() - make_interval(hours => ${RECENT_HOURS}) THEN ${WARMTH.recent}::int ELSE 0 END)
`;

/** One interest as the reader, one of its two sides, sees it; null for anybody else. */
export async function interestView(manager: EntityManager, id: string, readerId: string): Promise<Interest | null> {
  const rows = await all<Row>(manager)`${SELECT} WHERE i.id = ${id} AND ${readerId} IN (i.investor_id, i.owner_id)`;
  return (await views(manager, rows, readerId))[0] ?? null;
}

/** The reader's own interest in a project, or null. */
export async function interestIn(
  manager: EntityManager,
  projectId: string,
  investorId: string,
): Promise<Interest | null> {
  const rows = await all<Row>(manager)`${SELECT} WHERE i.project_id = ${projectId} AND i.investor_id = ${investorId}`;
  return (await views(manager, rows, investorId))[0] ?? null;
}

/** One page of the reader's interests on both sides: newest first, or the warmest of the last hundred on one page. */
export async function interestPage(
  manager: EntityManager,
  readerId: string,
  query: { cursor?: string; limit: number; order: 'newest' | 'warmth' },
): Promise<InterestPage> {
  const [found, { total }] = await Promise.all([
    all<Row>(manager)`
      ${SELECT}
      WHERE ${readerId} IN (i.investor_id, i.owner_id)
        AND (${query.cursor}::uuid IS NULL OR i.id < ${query.cursor})
      ORDER BY ${query.order === 'warmth' ? sql`${WARMTH_SQL} DESC, ` : sql``}i.id DESC
      LIMIT ${query.limit + 1}
    `,
    one<{ total: number }>(manager)`
      SELECT count(*)::int AS total FROM interest WHERE ${readerId} IN (investor_id, owner_id)
    `,
  ]);
  const { rows, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
  return {
    items: await views(manager, rows, readerId),
    total,
    nextCursor: query.order === 'newest' ? nextCursor : null,
  };
}

async function views(manager: EntityManager, rows: Row[], readerId: string): Promise<Interest[]> {
  const people = await peopleOf(
    manager,
    rows.flatMap((row) => [row.investorId, row.ownerId]),
  );
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
      meetingState: row.meetingState,
      reasons: row.ownerId === readerId ? reasonsOf(row) : [],
    };
  });
}

function reasonsOf(row: Row): Interest['reasons'] {
  const holds: Record<keyof typeof WARMTH, boolean> = {
    'during-pitch': row.pitchId !== null,
    note: row.note !== null,
    'met-before': row.metBefore,
    'same-city': row.sameCity,
    funds: row.funds,
    recent: row.createdAt.getTime() > Date.now() - RECENT_HOURS * 3_600_000,
  };
  return (Object.keys(WARMTH) as (keyof typeof WARMTH)[]).filter((reason) => holds[reason]);
}
