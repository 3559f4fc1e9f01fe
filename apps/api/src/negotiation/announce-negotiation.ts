import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MediaServer, OnEvent, Realtime, rooms } from '../platform/index.ts';
import { interestView } from './interests/interest-views.ts';
import { meetingView } from './meetings/meeting-view.ts';
import { meetingRoom } from './meetings/names.ts';
import { interestExpressed, meetingEnded, meetingOpened } from './negotiation.events.ts';

/** Tells the two sides, and nobody else. */
@Injectable()
export class AnnounceNegotiation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
    private readonly media: MediaServer,
  ) {}

  @OnEvent(interestExpressed, 'negotiation.announce-interest')
  async interest({ interestId }: { interestId: string }): Promise<void> {
    const [row] = await this.dataSource.query<{ ownerId: string }[]>(`SELECT owner_id AS "ownerId" FROM interest WHERE id = $1`, [interestId]);
    const interest = row && (await interestView(this.dataSource.manager, interestId, row.ownerId));
    if (interest) this.realtime.emit(rooms.person(interest.owner.id), 'interest:expressed', interest);
  }

  @OnEvent(meetingOpened, 'negotiation.announce-meeting')
  async opened({ meetingId }: { meetingId: string }): Promise<void> {
    const meeting = await meetingView(this.dataSource.manager, meetingId);
    if (meeting) this.realtime.emit(meeting.parties.map((party) => rooms.person(party.personId)), 'meeting:opened', meeting);
  }

  @OnEvent(meetingEnded, 'negotiation.announce-end')
  async ended({ meetingId }: { meetingId: string }): Promise<void> {
    await this.media.closeRoom(meetingRoom(meetingId));
    const meeting = await meetingView(this.dataSource.manager, meetingId);
    if (meeting) this.realtime.emit(meeting.parties.map((party) => rooms.person(party.personId)), 'meeting:ended', { id: meetingId });
  }
}
