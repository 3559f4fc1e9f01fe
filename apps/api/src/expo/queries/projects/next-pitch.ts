import { sql } from '../../../platform/index.ts';

/** When a pitch `t` of the session `s` begins as planned: after those before it. */
export const PITCH_STARTS_AT = sql`
  s.starts_at + make_interval(mins => (
    SELECT coalesce(sum(e.minutes), 0)::int FROM pitch e WHERE e.session_id = t.session_id AND e.position < t.position))
`;

/** Whether a pitch `t` of the session `s` is still to come. */
export const PITCH_IS_NEXT = sql`t.begun IS FALSE AND s.cancelled_at IS NULL AND s.ends_at > now()`;

/** SQL for a project's next pitch as JSON, null without one; expects `project j`. */
export const NEXT_PITCH = sql`
  (SELECT json_build_object('sessionId', s.id, 'startsAt', to_json(${PITCH_STARTS_AT}),
      'roomZh', r.name_zh, 'roomEn', r.name_en)
    FROM pitch t
    JOIN session s ON s.id = t.session_id
    JOIN room r ON r.id = s.room_id
    WHERE t.project_id = j.id AND ${PITCH_IS_NEXT})
`;
