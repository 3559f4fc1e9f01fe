import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { all, Interval, exec, exists, Log, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { publishSnapshot } from './publish-version.ts';

const EVERY_MS = 5_000;

/**
 * Publishes scheduled versions when their time has come, where events are delivered. Several nodes share by row locks.
 */
@Injectable()
export class PublishDue {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly log: Log,
  ) {}

  @Interval(EVERY_MS, 'publish scheduled versions')
  async sweep(): Promise<void> {
    const due = await all<{ id: string; editionId: string }>(this.dataSource)`
      SELECT id, edition_id AS "editionId"
      FROM programme_version
      WHERE state = 'scheduled' AND publish_at <= now()
      ORDER BY publish_at
    `;
    for (const version of due) await this.publish(version).catch((error: unknown) => this.failed(version.id, error));
  }

  private publish({ id, editionId }: { id: string; editionId: string }): Promise<void> {
    const command = { actor: { kind: 'system' as const }, requestId: `publish-${id}` };
    return this.work.run(command, async (tx) => {
      await lockEdition(tx, editionId);
      const still = await exists(tx)`
        SELECT 1 FROM programme_version WHERE id = ${id} AND state = 'scheduled' FOR UPDATE SKIP LOCKED
      `;
      if (still) await publishSnapshot(tx, command, editionId, id);
    });
  }

  /** Cancelled is only what can never be published any more, as what it moves has begun; all else is tried again. */
  private async failed(id: string, error: unknown): Promise<void> {
    if (!(error instanceof ProblemError && error.code === 'begun_moved')) {
      this.log.error({ err: error, version: id }, 'a scheduled version could not be published and is tried again');
      return;
    }
    this.log.error({ err: error, version: id }, 'a scheduled version could not be published and was cancelled');
    await this.work.system(
      'expo.cancel-version',
      (tx) => exec(tx)`
      UPDATE programme_version SET state = 'cancelled' WHERE id = ${id} AND state = 'scheduled'
    `,
    );
  }
}
