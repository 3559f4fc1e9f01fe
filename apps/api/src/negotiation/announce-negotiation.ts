import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { maybeOne, MediaServer, OnEvent, Realtime, rooms } from '../platform/index.ts';
import { interestView } from './interests/interest-views.ts';
import { meetingView } from './meetings/meeting-view.ts';
import { meetingPages, meetingRoom, partyIdentity } from './meetings/names.ts';
import {
  interestExpressed,
  meetingChanged,
  meetingEnded,
  meetingOpened,
  partyRemoved,
  sideMessageSent,
} from './negotiation.events.ts';
import { SideChannel } from './side-channel/side-channel.ts';

/** Tells the two sides, and nobody else. */
@Injectable()
export class AnnounceNegotiation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
    private readonly media: MediaServer,
    private readonly sideChannel: SideChannel,
  ) {}

  @OnEvent(interestExpressed, 'negotiation.announce-interest')
  async interest({ interestId }: { interestId: string }): Promise<void> {
    const row = await maybeOne<{ ownerId: string }>(this.dataSource)`
      SELECT owner_id AS "ownerId" FROM interest WHERE id = ${interestId}
    `;
    const interest = row && (await interestView(this.dataSource.manager, interestId, row.ownerId));
    if (interest) this.realtime.emit(rooms.person(interest.owner.id), 'interest:expressed', interest);
  }

  @OnEvent(meetingOpened, 'negotiation.announce-meeting')
  async opened({ meetingId }: { meetingId: string }): Promise<void> {
    const meeting = await meetingView(this.dataSource.manager, meetingId);
    if (meeting)
      this.realtime.emit(
        meeting.parties.map((party) => rooms.person(party.personId)),
        'meeting:opened',
        meeting,
      );
  }

  @OnEvent(meetingChanged, 'negotiation.announce-change')
  async changed({ meetingId }: { meetingId: string }): Promise<void> {
    const meeting = await meetingView(this.dataSource.manager, meetingId);
    if (meeting)
      this.realtime.emit(
        meeting.parties.map((party) => rooms.person(party.personId)),
        'meeting:changed',
        { id: meetingId, generation: meeting.generation },
      );
  }

  @OnEvent(meetingEnded, 'negotiation.announce-end')
  async ended({ meetingId }: { meetingId: string }): Promise<void> {
    const meeting = await meetingView(this.dataSource.manager, meetingId);
    if (!meeting) return;
    await this.media.closeRoom(meetingRoom(meetingId, meeting.generation));
    this.realtime.emit(
      meeting.parties.map((party) => rooms.person(party.personId)),
      'meeting:ended',
      { id: meetingId },
    );
  }

  /** Out of the sockets at once, out of the room with the room itself; the others are told where to go on. */
  @OnEvent(partyRemoved, 'negotiation.remove-party')
  async removed({
    meetingId,
    personId,
    generation,
  }: {
    meetingId: string;
    personId: string;
    generation: number;
  }): Promise<void> {
    this.realtime.leave(rooms.person(personId), meetingPages(meetingId));
    this.realtime.emit(rooms.person(personId), 'meeting:changed', { id: meetingId, generation });
    await this.changed({ meetingId });
    const before = meetingRoom(meetingId, generation - 1);
    await this.media.remove(before, partyIdentity(personId));
    await this.media.closeRoom(before);
  }

  @OnEvent(sideMessageSent, 'negotiation.announce-side')
  async said({ messageId }: { messageId: string }): Promise<void> {
    const said = await this.sideChannel.withReaders(messageId);
    if (said) this.realtime.emit(said.people.map(rooms.person), 'side:message', said.message);
  }
}
