import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { changesByPerson, recordNotified, versionPublished } from '../expo/index.ts';
import { all, one, OnEvent, Realtime, rooms, UnitOfWork } from '../platform/index.ts';
import { noticeViews } from './notice-views.ts';

/** Tells everybody whom a published version concerns what it changes for them: one notice per person and version. */
@Injectable()
export class NotifyProgrammeChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(versionPublished, 'notifications.notify-programme-changes')
  async notify({ versionId, previousId }: { versionId: string; previousId: string | null }): Promise<void> {
    // Of the first version everybody hears by invitation; there is nothing it changes.
    if (previousId === null) return;
    const { manager } = this.dataSource;
    const changes = [...(await changesByPerson(manager, versionId, previousId))];
    const rows = JSON.stringify(changes.map(([person, list]) => ({ person, changes: list })));
    const fresh = await this.work.system('notifications.notify-programme-changes', async (tx) => {
      const added = await all<{ id: string; personId: string }>(tx)`
        INSERT INTO notice (person_id, version_id, changes)
        SELECT x.person, ${versionId}, x.changes
        FROM json_to_recordset(${rows}) AS x(person uuid, changes jsonb)
        ON CONFLICT (person_id, version_id) DO NOTHING
        RETURNING id, person_id AS "personId"
      `;
      const { notified } = await one<{ notified: number }>(tx)`
        SELECT count(*)::int AS notified FROM notice WHERE version_id = ${versionId}
      `;
      await recordNotified(tx, versionId, notified);
      return added;
    });
    const views = new Map(
      (
        await noticeViews(
          manager,
          fresh.map((row) => row.id),
        )
      ).map((notice) => [notice.id, notice]),
    );
    for (const { id, personId } of fresh) {
      const notice = views.get(id);
      if (notice) this.realtime.emit(rooms.person(personId), 'notice:created', notice);
    }
  }
}
