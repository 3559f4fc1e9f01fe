import { exec } from '../../platform/index.ts';
import type { Transaction } from '../../platform/index.ts';
import { recordingEnded } from '../live.events.ts';

/** Ends a part of a recording; one that has ended stays as it is. */
export async function endPart(tx: Transaction, sessionId: string, part: number): Promise<void> {
  const ended = await exec(tx)`
    UPDATE recording_part SET ended_at = now()
    WHERE session_id = ${sessionId} AND part = ${part} AND ended_at IS NULL
  `;
  if (ended > 0) await tx.emit(recordingEnded, { sessionId });
}
