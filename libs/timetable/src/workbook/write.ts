import { SolverInputError, type SolverInput, type Timetable } from '../input/solver-input.ts';
import { Workbook } from './cells.ts';
import { TALK_COLUMNS } from './columns.ts';

/**
 * The same workbook with the timetable filled in: day, start, end and room of each talk. Nothing else changes, so the
 * program it came from opens it again.
 */
export function writeWorkbook(bytes: Uint8Array, input: SolverInput, timetable: Timetable): Uint8Array {
  const workbook = new Workbook(bytes);
  const sheet = workbook.sheet('Talks');
  const first = TALK_COLUMNS.indexOf('Timeslot day') + 1;
  const rowOf = new Map<string, number>();
  for (let row = 2; row <= sheet.rowCount; row++) rowOf.set(sheet.text(row, 1), row);
  for (const talk of input.talks) {
    const row = rowOf.get(talk.id);
    if (row === undefined) throw new SolverInputError('sheet Talks', `has no talk ${talk.id}`);
    const cell = timetable.get(talk.id);
    const texts = cell ? [...dayAndTimes(cell.timeslot), cell.room] : ['', '', '', ''];
    texts.forEach((text, offset) => {
      if (sheet.text(row, first + offset) !== text) sheet.setText(row, first + offset, text);
    });
  }
  return workbook.save();
}

/** Takes the id that `readWorkbook` gave apart again: `Mon 2018-10-01 10:15-12:15`. */
function dayAndTimes(id: string): [string, string, string] {
  const found = /^(.+) ([^ ]+)-([^-]+)$/.exec(id);
  if (!found) throw new SolverInputError(`timeslot ${id}`, 'does not come from a workbook');
  return [found[1] as string, found[2] as string, found[3] as string];
}
