import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MediaServer, OnEvent } from '../platform/index.ts';
import { meetingView } from './meetings/meeting-view.ts';
import { meetingRoom, partyIdentity } from './meetings/names.ts';
import { meetingEnded, partyRemoved, type Removal } from './negotiation.events.ts';

/** Closes what the media server keeps open of a meeting. */
@Injectable()
export class CloseMediaRooms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: MediaServer,
  ) {}

  @OnEvent(meetingEnded, 'negotiation.close-media-room', { lane: 'media' })
  async ended({ meetingId }: { meetingId: string }): Promise<void> {
    const meeting = await meetingView(this.dataSource.manager, meetingId);
    if (!meeting || ['accepted', 'open'].includes(meeting.state)) return;
    await this.media.closeRoom(meetingRoom(meetingId, meeting.generation));
  }

  /** Whoever was removed is out of the room with the room itself: the others go on in the next. */
  @OnEvent(partyRemoved, 'negotiation.remove-party', { lane: 'media' })
  async removed({ meetingId, personId, generation }: Removal): Promise<void> {
    const before = meetingRoom(meetingId, generation - 1);
    await this.media.remove(before, partyIdentity(personId));
    await this.media.closeRoom(before);
  }
}
