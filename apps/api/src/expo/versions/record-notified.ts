import { exec, type Transaction } from '../../platform/index.ts';

/** Keeps how many people have been told of a version. */
export async function recordNotified(tx: Transaction, versionId: string, notified: number): Promise<void> {
  await exec(tx)`UPDATE programme_version SET notified = ${notified} WHERE id = ${versionId}`;
}
