import type { RecordingPart } from './recorder.ts';

/** A recorder that has not been heard of for this long is as good as gone: the next one goes on. */
export const LEASE_SECONDS = 5;
/** For one that has just been started. */
export const START_SECONDS = 15;

interface Database {
  query<T>(sql: string, params: unknown[]): Promise<T>;
}

/** Keeps a part for its recorder for so long from now, or with 0 no longer; false when it has ended, or another goes on. */
export async function renewLease(
  database: Database,
  { sessionId, part }: RecordingPart,
  seconds: number,
): Promise<boolean> {
  const [, renewed] = await database.query<[unknown[], number]>(
    `UPDATE recording_part SET lease_until = now() + make_interval(secs => $3) WHERE session_id = $1 AND part = $2 AND ended_at IS NULL`,
    [sessionId, part, seconds],
  );
  return renewed > 0;
}
