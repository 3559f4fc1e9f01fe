import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { changesByPerson, noteTold, versionPublished } from '../expo/index.ts';
import { OnEvent, Realtime, rooms } from '../platform/index.ts';
import { noticeViews } from './notice-views.ts';

/** Tells everybody whom a published version concerns what it changes for them: one notice per person and version. */
@Injectable()
export class TellProgrammeChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
  ) {}

  @OnEvent(versionPublished, 'notifications.tell-programme-changes')
  async tell({ versionId, previousId }: { versionId: string; previousId: string | null }): Promise<void> {
    // Of the first version everybody hears by invitation; there is nothing it changes.
    if (previousId === null) return;
    const { manager } = this.dataSource;
    const changes = [...(await changesByPerson(manager, versionId, previousId))];
    const fresh = await manager.query<{ id: string; personId: string }[]>(
      `INSERT INTO notice (person_id, version_id, changes) SELECT x.person, $1, x.changes FROM json_to_recordset($2) AS x(person uuid, changes jsonb)
       ON CONFLICT (person_id, version_id) DO NOTHING RETURNING id, person_id AS "personId"`,
      [versionId, JSON.stringify(changes.map(([person, list]) => ({ person, changes: list })))],
    );
    const [{ told }] = await manager.query<[{ told: number }]>(
      `SELECT count(*)::int AS told FROM notice WHERE version_id = $1`,
      [versionId],
    );
    await noteTold(manager, versionId, told);
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
      if (notice) this.realtime.emit(rooms.person(personId), 'notice:arrived', notice);
    }
  }
}
