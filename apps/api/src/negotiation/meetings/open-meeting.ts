import { Injectable } from '@nestjs/common';
import type { Meeting } from '@everexpo/contracts';
import { QueryFailedError } from 'typeorm';
import {
  exec,
  maybeOne,
  notFound,
  one,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { assertNotBlocked } from '../booking/request-meeting.ts';
import { interestView } from '../interests/interest-views.ts';
import { meetingChanged, meetingOpened } from '../negotiation.events.ts';
import { copySheet } from '../sheet/sheet-store.ts';
import { meetingView } from './meeting-view.ts';

const INSTANT_MINUTES = 60;
const EXCLUSION_VIOLATION = '23P01';

/**
 * Opens the private room of an interest at once and rings the other side. Nobody sits in two meetings at the same
 * time: the database refuses it.
 */
@Injectable()
export class OpenMeeting {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 for all but the two sides; 403 when blocked; 409 `person_busy` */
  async run(command: PersonCommand, interestId: string): Promise<Meeting> {
    try {
      return await this.work.run(command, async (tx) => {
        await exec(tx)`SELECT 1 FROM interest WHERE id = ${interestId} FOR UPDATE`;
        const interest = await interestView(tx.manager, interestId, command.actor.id);
        if (!interest) throw notFound('interest');
        const open = await maybeOne<{ id: string }>(tx)`
          SELECT id FROM meeting WHERE interest_id = ${interestId} AND state = 'open' AND ends_at > now() LIMIT 1
        `;
        if (open) return (await meetingView(tx.manager, open.id)) as Meeting;
        await assertNotBlocked(tx.manager, interest.owner.id, interest.investor.id);
        return this.open(tx, command, interestId, { owner: interest.owner.id, investor: interest.investor.id });
      });
    } catch (error) {
      if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === EXCLUSION_VIOLATION) {
        throw new ProblemError('person_busy');
      }
      throw error;
    }
  }

  /** Who calls and who answers have both agreed: neither waits at the door. */
  private async open(
    tx: Transaction,
    command: PersonCommand,
    interestId: string,
    sides: { owner: string; investor: string },
  ): Promise<Meeting> {
    const { id } = await one<{ id: string }>(tx)`
      INSERT INTO meeting (interest_id, opened_by, state, instant, minutes, starts_at, ends_at)
      VALUES (${interestId}, ${command.actor.id}, 'open', true, ${INSTANT_MINUTES}, now(),
        now() + make_interval(mins => ${INSTANT_MINUTES}))
      RETURNING id
    `;
    await exec(tx)`
      INSERT INTO meeting_party (meeting_id, person_id, side, occupied, admitted_at)
      SELECT m.id, p.person_id, p.side, tstzrange(m.starts_at, m.ends_at), now()
      FROM meeting m,
        (VALUES (${sides.owner}::uuid, 'owner'), (${sides.investor}::uuid, 'investor')) AS p (person_id, side)
      WHERE m.id = ${id}
    `;
    await copySheet(tx, interestId, id);
    await tx.audit('meeting.open', id, { interestId });
    await tx.emit(meetingOpened, { meetingId: id });
    await tx.emit(meetingChanged, { meetingId: id });
    return (await meetingView(tx.manager, id)) as Meeting;
  }
}
