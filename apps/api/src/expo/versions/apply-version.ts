import { all, exec, ProblemError, sql, type Sql, type Transaction } from '../../platform/index.ts';

/**
 * Brings the public sessions and running orders to a version. A session's sequence rises only when its own entry
 * changed (RFC 5545, 3.8.7.4); what is not in the version is cancelled, not deleted; what has begun stays as it is.
 * @throws ProblemError 409 `begun_moved`
 */
export async function applyVersion(tx: Transaction, editionId: string, versionId: string): Promise<void> {
  const moved = await all<{ code: string }>(tx)`
    SELECT s.code FROM session s LEFT JOIN programme_entry e ON e.version_id = ${versionId} AND e.session_id = s.id
    WHERE s.edition_id = ${editionId} AND s.cancelled_at IS NULL AND (s.starts_at <= now() OR s.state <> 'scheduled')
      AND (e.session_id IS NULL OR e.room_id <> s.room_id OR e.starts_at <> s.starts_at)
  `;
  if (moved.length > 0) throw new ProblemError('begun_moved', { sessions: moved.map((row) => row.code) });
  await exec(tx)`
    INSERT INTO session (id, edition_id, room_id, code, kind, title_zh, title_en, track, field, city, starts_at,
      ends_at, changed_at)
    SELECT e.session_id, ${editionId}, e.room_id, e.code, e.kind, e.title_zh, e.title_en, e.track, e.field, e.city,
      e.starts_at, e.ends_at, now()
    FROM programme_entry e WHERE e.version_id = ${versionId}
    ON CONFLICT (id) DO UPDATE SET room_id = excluded.room_id, code = excluded.code, kind = excluded.kind,
      title_zh = excluded.title_zh,
      title_en = excluded.title_en, track = excluded.track, field = excluded.field, city = excluded.city,
      starts_at = excluded.starts_at,
      ends_at = excluded.ends_at, cancelled_at = NULL, sequence = session.sequence + 1, changed_at = now()
    WHERE (session.room_id, session.code, session.kind, session.title_zh, session.title_en, session.track,
      session.field, session.city, session.starts_at, session.ends_at, session.cancelled_at)
      IS DISTINCT FROM (excluded.room_id, excluded.code, excluded.kind, excluded.title_zh, excluded.title_en,
        excluded.track, excluded.field, excluded.city, excluded.starts_at, excluded.ends_at, NULL::timestamptz)
  `;
  await exec(tx)`
    UPDATE session s SET cancelled_at = now(), sequence = sequence + 1, changed_at = now()
    WHERE edition_id = ${editionId} AND cancelled_at IS NULL AND NOT EXISTS (SELECT 1 FROM programme_entry e
      WHERE e.version_id = ${versionId} AND e.session_id = s.id)
  `;
  await applyRunningOrders(tx, editionId, versionId);
}

const notBegun = (sessionId: Sql) =>
  sql`NOT EXISTS (SELECT 1 FROM session b WHERE b.id = ${sessionId} AND b.state <> 'scheduled')`;

async function applyRunningOrders(tx: Transaction, editionId: string, versionId: string): Promise<void> {
  const wanted = sql`
    SELECT p.project AS project_id, e.session_id, p.position::int AS position, p.minutes
    FROM programme_entry e, unnest(e.pitches, e.pitch_minutes) WITH ORDINALITY AS p(project, minutes, position)
    WHERE e.version_id = ${versionId}
  `;
  // A session whose running order changes counts as changed too.
  await exec(tx)`
    UPDATE session s SET sequence = sequence + 1, changed_at = now()
    FROM programme_entry e
    WHERE e.version_id = ${versionId} AND e.session_id = s.id AND s.edition_id = ${editionId} AND s.changed_at < now()
      AND ${notBegun(sql`e.session_id`)}
      AND e.pitches <> coalesce((SELECT array_agg(p.project_id ORDER BY p.position) FROM pitch p
        WHERE p.session_id = s.id), '{}')
  `;
  await exec(tx)`
    DELETE FROM pitch p
    USING session s
    WHERE s.id = p.session_id AND s.edition_id = ${editionId} AND NOT p.begun AND ${notBegun(sql`p.session_id`)}
      AND p.project_id NOT IN (SELECT project_id FROM (${wanted}) w)
  `;
  await exec(tx)`
    INSERT INTO pitch (session_id, project_id, position, minutes)
    SELECT w.session_id, w.project_id, w.position, w.minutes
    FROM (${wanted}) w
    WHERE ${notBegun(sql`w.session_id`)}
    ON CONFLICT (project_id) DO UPDATE SET session_id = excluded.session_id, position = excluded.position,
      minutes = excluded.minutes
    WHERE NOT pitch.begun
  `;
}
