import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { newTempFolder } from './temp-folder.ts';

/** A folder of one test, removed at its end. */
export function aTempFolder(what: string): string {
  const folder = newTempFolder(what);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
