import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { mediaReported, OnEvent, Realtime, type MediaReport } from '../../platform/index.ts';
import { meetingOf, meetingPages, partyOf } from '../meetings/names.ts';

/** Who was in a meeting's media room, by the media server's reports. */
@Injectable()
export class RecordArrivals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(mediaReported, 'negotiation.record-arrivals')
  async arrived({ room, identity, joined, at }: MediaReport): Promise<void> {
    const [meetingId, personId] = [meetingOf(room), partyOf(identity)];
    if (!joined || meetingId === null || personId === null) return;
    const [fresh] = await this.dataSource.query<[{ generation: number }[], number]>(
      `UPDATE meeting_party p SET arrived_at = to_timestamp($3) FROM meeting m WHERE m.id = p.meeting_id AND p.meeting_id = $1 AND p.person_id = $2 AND p.arrived_at IS NULL RETURNING m.generation`,
      [meetingId, personId, at],
    );
    if (fresh[0])
      this.realtime.emit(meetingPages(meetingId), 'meeting:changed', {
        id: meetingId,
        generation: fresh[0].generation,
      });
  }
}
