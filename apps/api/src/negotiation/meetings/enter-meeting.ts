import { Injectable } from '@nestjs/common';
import type { MediaTicket, Meeting, PageRequest } from '@everexpo/contracts';
import {
  exec,
  MediaServer,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { meetingChanged } from '../negotiation.events.ts';
import { lockMeeting } from './lock-meeting.ts';
import { meetingRoom, partyIdentity } from './names.ts';

/** Minutes a ticket to a negotiation room can be used. */
const TICKET_MINUTES = 5;
/** Minutes before its time that a booked room can be entered. */
const EARLY_MINUTES = 10;

/**
 * Hands a party the ticket to its own room, and writes down who was let in. The host side (the project's owner) walks
 * in; the others knock and wait until they are let in.
 */
@Injectable()
export class EnterMeeting {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaServer,
  ) {}

  /**
   * @throws ProblemError 404 for all but the parties; 409 `meeting_over`, `too_early`, `waiting` until one is let in,
   * and `elsewhere`
   */
  async run(command: PersonCommand, meetingId: string, wish: PageRequest): Promise<MediaTicket> {
    const { actor } = command;
    const room = await this.work.run(command, (tx) => this.enter(tx, command, meetingId));
    if (room === null) throw new ProblemError('waiting');
    const seat = {
      room,
      identity: partyIdentity(actor.id),
      name: actor.name,
      attributes: { nameEn: actor.nameEn },
      canPublish: true,
      screenShare: true,
    };
    const ticket = await this.media.ticketForPage(seat, wish, TICKET_MINUTES);
    await this.work.system(
      'negotiation.enter',
      (tx) => exec(tx)`
      UPDATE meeting_party SET sign_in_id = ${actor.signInId}
      WHERE meeting_id = ${meetingId} AND person_id = ${actor.id}
    `,
    );
    return ticket;
  }

  private async enter(tx: Transaction, command: PersonCommand, meetingId: string): Promise<string | null> {
    const { meeting, side } = await lockMeeting(tx, command, meetingId);
    assertOpenNow(meeting);
    const own = meeting.parties.find(({ personId }) => personId === command.actor.id);
    const opens = meeting.state === 'accepted';
    if (!own?.admitted && side !== 'owner') {
      await exec(tx)`
        UPDATE meeting_party
        SET waiting_since = coalesce(waiting_since, now())
        WHERE meeting_id = ${meetingId} AND person_id = ${command.actor.id}
      `;
      await tx.emit(meetingChanged, { meetingId });
      return null;
    }
    if (opens) await exec(tx)`UPDATE meeting SET state = 'open' WHERE id = ${meetingId}`;
    if (!own?.admitted)
      await exec(tx)`
        UPDATE meeting_party
        SET admitted_at = now()
        WHERE meeting_id = ${meetingId} AND person_id = ${command.actor.id}
      `;
    if (opens || !own?.admitted) await tx.emit(meetingChanged, { meetingId });
    await tx.audit('meeting.enter', meetingId);
    return meetingRoom(meetingId, meeting.generation);
  }
}

function assertOpenNow({ state, startsAt, endsAt }: Meeting): void {
  const over = endsAt !== null && Date.parse(endsAt) <= Date.now();
  if (!['accepted', 'open'].includes(state) || over || startsAt === null)
    throw new ProblemError(state === 'requested' ? 'no_time_agreed' : 'meeting_over');
  if (Date.parse(startsAt) - EARLY_MINUTES * 60_000 > Date.now())
    throw new ProblemError('too_early', { minutes: EARLY_MINUTES });
}
