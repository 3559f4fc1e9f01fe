import { Injectable } from '@nestjs/common';
import type { MediaTicket } from '@everexpo/contracts';
import { conflict, MediaServer, notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { meetingRoom, partyIdentity } from './names.ts';
import { meetingFor } from './meeting-view.ts';

/** Minutes a ticket to a negotiation room can be used. */
const TICKET_MINUTES = 5;

/** Hands a party the ticket to its own room, and writes down who was let in. */
@Injectable()
export class EnterMeeting {
  constructor(
    private readonly work: UnitOfWork,
    private readonly media: MediaServer,
  ) {}

  /** @throws ProblemError 404 for all but the parties; 409 `meeting_over` */
  async run(command: PersonCommand, meetingId: string): Promise<MediaTicket> {
    const { actor } = command;
    await this.work.run(command, async (tx) => {
      const meeting = await meetingFor(tx.manager, meetingId, actor.id);
      if (!meeting) throw notFound('meeting');
      if (meeting.state === 'ended' || new Date(meeting.endsAt) <= new Date()) throw conflict('meeting_over', 'This negotiation is over.');
      await tx.audit('meeting.enter', meetingId);
    });
    const seat = { room: meetingRoom(meetingId), identity: partyIdentity(actor.id), name: actor.name, attributes: { nameEn: actor.nameEn }, canPublish: true };
    return this.media.ticket(seat, TICKET_MINUTES);
  }
}
