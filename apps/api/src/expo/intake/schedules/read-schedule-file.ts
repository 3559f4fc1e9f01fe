import type { ImportedSchedule } from '@everexpo/interchange';
import { fieldError, invalid, Refusal, refusedField, runLimited } from '../../../platform/index.ts';

/** Five kilobytes for each of as many events as are taken. */
export const MAX_SCHEDULE_BYTES = 10 * 1024 * 1024;

/** How XML and JSON begin; what is neither needs no process to be refused. */
const BEGINNING = /^(\xef\xbb\xbf)?\s*[<{[]/;

const read = runLimited<Uint8Array, ImportedSchedule>(new URL('./schedule-program.ts', import.meta.url), {
  atOnce: 2,
  waiting: 8,
  timeoutMs: 20_000,
  megabytes: 512,
});

/**
 * A schedule that somebody (`by`) uploaded, read in a process of its own.
 * @throws ProblemError 422 naming the rule; 503 `busy`
 */
export async function readScheduleFile(bytes: Buffer, by: string): Promise<ImportedSchedule> {
  if (!BEGINNING.test(bytes.subarray(0, 1_024).toString('latin1'))) throw invalid(fieldError('/file', 'schedule'));
  try {
    return await read(bytes, { by });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw invalid(refusedField('/file', error));
  }
}
