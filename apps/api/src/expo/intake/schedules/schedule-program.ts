import { readSchedule, ScheduleError, type ImportedSchedule } from '@everexpo/interchange';
import { Refusal } from '../../../platform/sandbox/refusal.ts';
import { serveTask } from '../../../platform/sandbox/serve-task.ts';

const MAX_EVENTS = 2_000;

serveTask<Uint8Array, ImportedSchedule>((bytes) => Promise.resolve(read(bytes)));

/** @throws Refusal `schedule`, `max_events` */
function read(bytes: Uint8Array): ImportedSchedule {
  const schedule = readOrThrow(textOf(bytes));
  const events = schedule.events.length + schedule.errors.length;
  if (events > MAX_EVENTS) throw new Refusal('max_events', `${events} events`, undefined, MAX_EVENTS);
  return schedule;
}

function readOrThrow(text: string): ImportedSchedule {
  try {
    return readSchedule(text);
  } catch (error) {
    if (error instanceof ScheduleError) throw new Refusal('schedule', error.message);
    throw error;
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('schedule', 'The file is not UTF-8 text.');
  }
}
