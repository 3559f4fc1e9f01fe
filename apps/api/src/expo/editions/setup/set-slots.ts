import { Injectable } from '@nestjs/common';
import type { SlotGrid, Timeslot } from '@everexpo/contracts';
import { instantOf } from '@everexpo/interchange/zoned';
import { exec, fieldError, invalid, type PersonCommand, UnitOfWork } from '../../../platform/index.ts';
import { timeslotsOf } from '../../draft/read-draft.ts';
import { touchDraft } from '../../draft/touch-draft.ts';
import { daysOf } from '../days.ts';
import type { EditionRow } from '../edition-row.ts';
import { lockEdition } from '../lock-edition.ts';

/** Sets the start times of every day. Sessions that stand at other times stay there, outside the grid. */
@Injectable()
export class SetSlots {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 422 for a start that a clock change makes the same as another */
  run(command: PersonCommand, editionId: string, { starts, minutes }: SlotGrid): Promise<Timeslot[]> {
    return this.work.run(command, async (tx) => {
      const edition = await lockEdition(tx, editionId);
      const slots = slotsOf(edition, starts);
      await exec(tx)`DELETE FROM timeslot WHERE edition_id = ${editionId}`;
      await exec(tx)`
        INSERT INTO timeslot (edition_id, day, starts_at, ends_at)
        SELECT ${editionId}, s.day, s.starts_at, s.starts_at + make_interval(mins => ${minutes})
        FROM unnest(${slots.map(({ day }) => day)}::date[],
          ${slots.map(({ startsAt }) => startsAt)}::timestamptz[]) AS s(day, starts_at)
      `;
      await tx.audit('expo.set-slots', editionId, { starts, minutes });
      await touchDraft(tx, command, editionId, []);
      return timeslotsOf(tx.manager, editionId);
    });
  }
}

interface Slot {
  day: string;
  startsAt: string;
}

/** Of every day; a start that lies before the one above it is after midnight. @throws ProblemError 422 */
function slotsOf(edition: EditionRow, starts: string[]): Slot[] {
  const days = daysOf({ ...edition, dayCount: edition.dayCount + 1 });
  const isLate = starts.map((start, at) =>
    starts.slice(0, at).some((earlier, i) => (starts[i + 1] ?? start) < earlier),
  );
  const taken = new Map<string, string>();
  return days.slice(0, -1).flatMap((day, index) =>
    starts.map((start, at) => {
      const wall = (isLate[at] ? days[index + 1] : day) as string;
      const startsAt = instantOf(wall, start, edition.timeZone);
      const other = taken.get(startsAt);
      if (other !== undefined) throw sameInstant(at, `${wall} ${start}`, other, edition.timeZone);
      taken.set(startsAt, `${wall} ${start}`);
      return { day, startsAt };
    }),
  );
}

const sameInstant = (at: number, start: string, other: string, timeZone: string) =>
  invalid(fieldError(`/starts/${at}`, 'clock_change', { timeZone, start, other }));
