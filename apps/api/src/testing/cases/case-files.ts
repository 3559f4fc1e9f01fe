import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../../..');
const FOLDER = join(ROOT, 'tests/cases');
/** Where new cases arrive; absent on most machines. */
const ARRIVALS = join(ROOT, '../shared/cases');

/** Files that others sent to products of this kind and that broke them, by their path in the folder of cases. */
export const caseNames = (): string[] => namesIn(FOLDER);

export const caseBytes = (name: string): Buffer => readFileSync(join(FOLDER, name));

/** Cases that have arrived and that the tree lacks, or has otherwise; null where none arrive on this machine. */
export function casesToTakeOver(): string[] | null {
  if (!existsSync(ARRIVALS)) return null;
  const known = new Set(caseNames());
  return namesIn(ARRIVALS).filter(
    (name) => !known.has(name) || !caseBytes(name).equals(readFileSync(join(ARRIVALS, name))),
  );
}

const namesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !name.endsWith('.md'))
    .sort();
