import type { EntityManager } from 'typeorm';

/** True for the first who asks: each reminder goes out once, whichever node sends it. */
export async function remindOnce(manager: EntityManager, subjectId: string, what: string): Promise<boolean> {
  const fresh = await manager.query<unknown[]>(
    `INSERT INTO reminder_sent (subject_id, what) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`,
    [subjectId, what],
  );
  return fresh.length > 0;
}
