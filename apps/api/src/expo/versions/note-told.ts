import type { EntityManager } from 'typeorm';

/** Keeps how many people have been told of a version. */
export async function noteTold(manager: EntityManager, versionId: string, told: number): Promise<void> {
  await manager.query(`UPDATE programme_version SET told = $2 WHERE id = $1`, [versionId, told]);
}
