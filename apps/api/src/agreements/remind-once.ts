import { exec, type Transaction } from '../platform/index.ts';

/** True for the first who asks: each reminder goes out once, whichever node sends it. */
export async function remindOnce(tx: Transaction, subjectId: string, what: string): Promise<boolean> {
  const fresh = await exec(tx)`
    INSERT INTO reminder_sent (subject_id, what) VALUES (${subjectId}, ${what}) ON CONFLICT DO NOTHING
  `;
  return fresh > 0;
}
