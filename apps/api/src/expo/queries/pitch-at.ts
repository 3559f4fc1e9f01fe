import { sql } from '../../platform/index.ts';

/** SQL for the instant at which a pitch `t` of the session `s` is to begin by plan. */
export const PITCH_AT = sql`
  (s.starts_at + make_interval(mins => (
    SELECT coalesce(sum(b.minutes), 0)::int FROM pitch b WHERE b.session_id = s.id AND b.position < t.position)))
`;
