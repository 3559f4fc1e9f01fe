import { createHash } from 'node:crypto';
import type { PublishedProgramme } from '@everexpo/interchange';
import { LRUCache } from 'lru-cache';
import { oneThread } from '../../platform/index.ts';
import type { SheetsTask } from './day-sheets.ts';

/** A sheet a day and all together, of the present programme and of the one before; each at most some megabytes. */
const KEPT = 16;

const draw = oneThread<SheetsTask, Uint8Array>(new URL('./day-sheets-program.ts', import.meta.url));
const kept = new LRUCache<string, Promise<Buffer>>({ max: KEPT });

/**
 * The sheets for the doors as PDF bytes, of one day or of all: drawn in a thread of its own, one after another, and
 * once for all who ask while the programme stays as it is.
 */
export function drawDaySheets(programme: PublishedProgramme, day?: string): Promise<Buffer> {
  const task = { programme: asOnPaper(programme), day };
  const key = createHash('sha256').update(JSON.stringify(task)).digest('base64url');
  const known = kept.get(key);
  if (known) return known;
  const drawing = draw(task).then((bytes) => Buffer.from(bytes));
  kept.set(key, drawing);
  drawing.catch(() => kept.delete(key));
  return drawing;
}

/** Without what no sheet says, such as the address under which it was asked for. */
const asOnPaper = (programme: PublishedProgramme): PublishedProgramme => ({
  ...programme,
  url: '',
  entries: programme.entries.map((entry) => ({ ...entry, url: '', abstract: '', people: [] })),
});
