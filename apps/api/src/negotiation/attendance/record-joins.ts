import { Injectable } from '@nestjs/common';
import { all, type MediaPresence, mediaPresenceChanged, OnEvent, Realtime, UnitOfWork } from '../../platform/index.ts';
import { meetingOf, meetingPages, partyOf } from '../meetings/names.ts';

/** Who was in a meeting's media room, by the media server's reports. */
@Injectable()
export class RecordJoins {
  constructor(
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(mediaPresenceChanged, 'negotiation.record-joins')
  async joinedRoom({ room, identity, joined, at }: MediaPresence): Promise<void> {
    const [meetingId, personId] = [meetingOf(room), partyOf(identity)];
    if (!joined || meetingId === null || personId === null) return;
    const fresh = await this.work.system(
      'negotiation.record-joins',
      (tx) => all<{ generation: number }>(tx)`
      UPDATE meeting_party p
      SET joined_at = to_timestamp(${at})
      FROM meeting m
      WHERE m.id = p.meeting_id AND p.meeting_id = ${meetingId} AND p.person_id = ${personId} AND p.joined_at IS NULL
      RETURNING m.generation
    `,
    );
    if (fresh[0])
      this.realtime.emit(meetingPages(meetingId), 'meeting:changed', {
        id: meetingId,
        generation: fresh[0].generation,
      });
  }
}
