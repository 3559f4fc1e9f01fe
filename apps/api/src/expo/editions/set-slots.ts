import { Injectable } from '@nestjs/common';
import type { SlotGrid, Timeslot } from '@everexpo/contracts';
import { instantOf } from '@everexpo/interchange/zoned';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { timeslotsOf } from '../draft/read-draft.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { daysOf } from './current-edition.ts';
import { Edition } from './edition.entity.ts';

/** Sets the start times of every day. Sessions that stand at other times stay there, outside the grid. */
@Injectable()
export class SetSlots {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 */
  run(command: PersonCommand, editionId: string, { starts, minutes }: SlotGrid): Promise<Timeslot[]> {
    return this.work.run(command, async (tx) => {
      const edition = await tx.manager.findOneBy(Edition, { id: editionId });
      if (!edition) throw notFound('edition');
      await tx.manager.query(`DELETE FROM timeslot WHERE edition_id = $1`, [editionId]);
      for (const [index, day] of daysOf(edition).entries()) {
        let late = 0;
        for (const [at, start] of starts.entries()) {
          if (at > 0 && start <= (starts[at - 1] as string)) late = 1;
          const wall = late === 0 ? day : (daysOf({ ...edition, dayCount: edition.dayCount + 1 })[index + 1] as string);
          const startsAt = instantOf(wall, start, edition.timeZone);
          await tx.manager.query(
            `INSERT INTO timeslot (edition_id, day, starts_at, ends_at) VALUES ($1, $2, $3, $3::timestamptz + make_interval(mins => $4))`,
            [editionId, day, startsAt, minutes],
          );
        }
      }
      await tx.audit('expo.set-slots', editionId, { starts, minutes });
      await touchDraft(tx, command, editionId, []);
      return timeslotsOf(tx.manager, editionId);
    });
  }
}
