import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { agreementNews, type News } from '../agreements/index.ts';
import { all, OnEvent, Realtime, rooms, UnitOfWork } from '../platform/index.ts';
import { noticeViews } from './notice-views.ts';

/** Tells people what an agreement asks of them: one notice per person and event, however often it is delivered. */
@Injectable()
export class NotifyAgreementNews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(agreementNews, 'notifications.notify-agreement-news')
  async notify({ agreementId, people, news, detail, eventId }: News): Promise<void> {
    const fresh = await this.work.system(
      'notifications.notify-agreement-news',
      (tx) => all<{ id: string; personId: string }>(tx)`
      INSERT INTO notice (person_id, agreement_id, news, detail, event_id)
      SELECT person, ${agreementId}, ${news}, ${detail}, ${eventId}
      FROM unnest(${people}::uuid[]) AS person
      ON CONFLICT (person_id, event_id) DO NOTHING RETURNING id, person_id AS "personId"
    `,
    );
    const views = new Map(
      (
        await noticeViews(
          this.dataSource.manager,
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
