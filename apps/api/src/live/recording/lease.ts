import { exec, type UnitOfWork } from '../../platform/index.ts';
import type { RecordingPart } from './recorder.ts';

/** A recorder that has not been heard of for this long is as good as gone: the next one goes on. */
export const LEASE_SECONDS = 5;
/** For one that has just been started; twice as long after each in a row that came to nothing, as on a busy machine. */
export const START_SECONDS = 15;
export const LONGEST_START_SECONDS = 120;

/**
 * Keeps a part for its recorder for so long from now, or with 0 no longer; false when it has ended, or another goes on.
 */
export async function renewLease(
  work: UnitOfWork,
  { sessionId, part }: RecordingPart,
  seconds: number,
): Promise<boolean> {
  const renewed = await work.system(
    'live.renew-lease',
    (tx) => exec(tx)`
    UPDATE recording_part
    SET lease_until = now() + make_interval(secs => ${seconds})
    WHERE session_id = ${sessionId} AND part = ${part} AND ended_at IS NULL
  `,
  );
  return renewed > 0;
}
