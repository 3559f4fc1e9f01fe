import type { AgreementNews, MeetingNews, Notice, NoticePage, SessionDiff } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, one, pageOf, sql } from '../platform/index.ts';
import { AGREEMENT_NEWS_HOLDS } from '../agreements/index.ts';
import { MEETING_NEWS_HOLDS } from '../negotiation/index.ts';

interface Row {
  id: string;
  createdAt: Date;
  read: boolean;
  versionNumber: number | null;
  note: string | null;
  changes: SessionDiff[] | null;
  agreementId: string | null;
  meetingId: string | null;
  title: string | null;
  titleZh: string | null;
  titleEn: string | null;
  news: string | null;
  detail: string | null;
}

const FROM = sql`
  FROM notice n
  LEFT JOIN expo_version v ON v.id = n.version_id
  LEFT JOIN agreements_agreement a ON a.id = n.agreement_id
  LEFT JOIN negotiation_meeting m ON m.id = n.meeting_id
  LEFT JOIN expo_project j ON j.id = m.project_id
`;
const SELECT = sql`
  SELECT n.id, v.number AS "versionNumber", v.note, n.changes, n.agreement_id AS "agreementId",
    n.meeting_id AS "meetingId", a.title, j.title_zh AS "titleZh", j.title_en AS "titleEn", n.news, n.detail,
    n.created_at AS "createdAt", n.read_at IS NOT NULL AS read ${FROM}
`;
/**
 * A notice ends when it is dismissed, and by itself when its cause is done; what a version changed when the last
 * session that it concerns is over.
 */
const HOLDS = sql`
  n.dismissed_at IS NULL
  AND (n.version_id IS NULL OR EXISTS (
    SELECT 1 FROM jsonb_array_elements(n.changes) c
    WHERE greatest((c->'before'->>'endsAt')::timestamptz, (c->'after'->>'endsAt')::timestamptz) > now()))
  AND (n.agreement_id IS NULL OR ${AGREEMENT_NEWS_HOLDS}) AND (n.meeting_id IS NULL OR ${MEETING_NEWS_HOLDS})
`;

/** Of these notices those whose cause lasts. */
export async function noticeViews(manager: EntityManager, ids: string[]): Promise<Notice[]> {
  const rows = await all<Row>(manager)`${SELECT} WHERE n.id = ANY(${ids}) AND ${HOLDS}`;
  return rows.map(viewOf);
}

/** How many notices somebody has whose cause lasts, and how many of them they have not read. */
export const unreadOf = (manager: EntityManager, personId: string) =>
  one<{ total: number; unread: number }>(manager)`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE n.read_at IS NULL)::int AS unread ${FROM}
    WHERE n.person_id = ${personId} AND ${HOLDS}
  `;

/** One page of a person's notices whose cause lasts, newest first. */
export async function noticePage(
  manager: EntityManager,
  personId: string,
  query: { cursor?: string; limit: number },
): Promise<NoticePage> {
  const [found, counts] = await Promise.all([
    all<Row>(manager)`
      ${SELECT}
      WHERE n.person_id = ${personId} AND ${HOLDS}
        AND (${query.cursor}::uuid IS NULL OR n.id < ${query.cursor})
      ORDER BY n.id DESC
      LIMIT ${query.limit + 1}
    `,
    unreadOf(manager, personId),
  ]);
  const { rows, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
  return { items: rows.map(viewOf), ...counts, nextCursor };
}

function viewOf({ id, read, createdAt, ...row }: Row): Notice {
  const core = { id, read, createdAt: createdAt.toISOString() };
  if (row.agreementId !== null)
    return {
      ...core,
      kind: 'agreement',
      agreementId: row.agreementId,
      title: row.title ?? '',
      news: row.news as AgreementNews,
      detail: row.detail ?? '',
    };
  if (row.meetingId !== null)
    return {
      ...core,
      kind: 'meeting',
      meetingId: row.meetingId,
      titleZh: row.titleZh ?? '',
      titleEn: row.titleEn ?? '',
      news: row.news as MeetingNews,
      detail: row.detail ?? '',
    };
  return {
    ...core,
    kind: 'programme-changed',
    versionNumber: row.versionNumber as number,
    note: row.note ?? '',
    changes: row.changes ?? [],
  };
}
