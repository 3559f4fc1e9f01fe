import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { meetingNews, type MeetingMessage } from '../negotiation/index.ts';
import { all, OnEvent, Realtime, rooms, UnitOfWork } from '../platform/index.ts';
import { noticeViews } from './notice-views.ts';
import { letterWritten } from './letters/send-letters.ts';

/**
 * Tells people what a meeting asks of them, on the page and by e-mail: once per person and event, however often it is
 * delivered.
 */
@Injectable()
export class NotifyMeetingNews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(meetingNews, 'notifications.notify-meeting-news')
  async notify({ meetingId, people, news, detail, eventId }: MeetingMessage): Promise<void> {
    const { manager } = this.dataSource;
    const fresh = await this.work.system('notifications.notify-meeting-news', async (tx) => {
      const added = await all<{ id: string; personId: string }>(tx)`
        INSERT INTO notice (person_id, meeting_id, news, detail, event_id)
        SELECT person, ${meetingId}, ${news}, ${detail}, ${eventId}
        FROM unnest(${people}::uuid[]) AS person
        ON CONFLICT (person_id, event_id) DO NOTHING
        RETURNING id, person_id AS "personId"
      `;
      for (const { personId } of added) await tx.emit(letterWritten, { meetingId, personId, news, detail });
      return added;
    });
    const views = new Map(
      (
        await noticeViews(
          manager,
          fresh.map(({ id }) => id),
        )
      ).map((notice) => [notice.id, notice]),
    );
    for (const { id, personId } of fresh) {
      const notice = views.get(id);
      if (notice) this.realtime.emit(rooms.person(personId), 'notice:created', notice);
    }
  }
}
