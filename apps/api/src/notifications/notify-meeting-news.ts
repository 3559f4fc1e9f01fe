import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { meetingCalendar, meetingNews, meetingView, type MeetingMessage } from '../negotiation/index.ts';
import { all, Mailer, OnEvent, Realtime, rooms, UnitOfWork } from '../platform/index.ts';
import { meetingLetter } from './letters.ts';
import { noticeViews } from './notice-views.ts';

/** Tells people what a meeting asks of them, on the page and by e-mail: once per person and event, however often it is delivered. */
@Injectable()
export class NotifyMeetingNews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
    private readonly mailer: Mailer,
  ) {}

  @OnEvent(meetingNews, 'notifications.notify-meeting-news')
  async notify({ meetingId, people, news, detail, eventId }: MeetingMessage): Promise<void> {
    const { manager } = this.dataSource;
    const fresh = await this.work.system(
      'notifications.notify-meeting-news',
      (tx) => all<{ id: string; personId: string }>(tx)`
      INSERT INTO notice (person_id, meeting_id, news, detail, event_id)
      SELECT person, ${meetingId}, ${news}, ${detail}, ${eventId}
      FROM unnest(${people}::uuid[]) AS person
      ON CONFLICT (person_id, event_id) DO NOTHING RETURNING id, person_id AS "personId"
    `,
    );
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
    const meeting = await meetingView(manager, meetingId);
    if (!meeting) return;
    const letter = meetingLetter(meeting, news, detail);
    const addresses = await all<{ email: string }>(manager)`
      SELECT email FROM accounts_person WHERE id = ANY(${fresh.map(({ personId }) => personId)})
    `;
    const calendar = meeting.startsAt ? await meetingCalendar(meeting) : undefined;
    for (const { email } of addresses)
      await this.mailer.send({
        to: email,
        ...letter,
        calendar,
      });
  }
}
