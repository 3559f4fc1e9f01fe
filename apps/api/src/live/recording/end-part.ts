import type { Transaction } from '../../platform/index.ts';
import { recordingEnded } from '../live.events.ts';

/** Ends a part of a recording; one that has ended stays as it is. */
export async function endPart(tx: Transaction, sessionId: string, part: number): Promise<void> {
  const ended = await tx.manager.query<unknown[]>(
    `WITH ended AS (UPDATE recording_part SET ended_at = now() WHERE session_id = $1 AND part = $2 AND ended_at IS NULL RETURNING 1) SELECT * FROM ended`,
    [sessionId, part],
  );
  if (ended.length > 0) await tx.emit(recordingEnded, { sessionId });
}
