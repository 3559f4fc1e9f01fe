import { exec, type Transaction } from '../../platform/index.ts';

/** Keeps how many people have been told of a version. */
export async function noteTold(tx: Transaction, versionId: string, told: number): Promise<void> {
  await exec(tx)`UPDATE programme_version SET told = ${told} WHERE id = ${versionId}`;
}
