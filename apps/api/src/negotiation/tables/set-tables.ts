import { Injectable } from '@nestjs/common';
import type { TablePlan } from '@everexpo/contracts';
import { CurrentEdition } from '../../expo/index.ts';
import { exec, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { tablePlan } from './table-plan.ts';

/** How many tables there are; those that are booked are not taken away. */
@Injectable()
export class SetTables {
  constructor(
    private readonly work: UnitOfWork,
    private readonly editions: CurrentEdition,
  ) {}

  run(command: PersonCommand, count: number): Promise<TablePlan> {
    return this.work.run(command, async (tx) => {
      const edition = await this.editions.find(tx.manager);
      await exec(tx)`
        INSERT INTO meeting_table (edition_id, number)
        SELECT ${edition.id}, n
        FROM generate_series(1, ${count}::int) AS n
        ON CONFLICT DO NOTHING
      `;
      await exec(tx)`
        DELETE FROM meeting_table t
        WHERE edition_id = ${edition.id} AND number > ${count}
          AND NOT EXISTS (SELECT 1 FROM table_booking b WHERE b.table_id = t.id)
      `;
      return tablePlan(tx.manager, edition, undefined);
    });
  }
}
