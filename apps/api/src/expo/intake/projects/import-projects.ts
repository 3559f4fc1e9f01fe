import { Injectable } from '@nestjs/common';
import type { ImportReport, ImportTableQuery } from '@everexpo/contracts';
import {
  writeErrorReport,
  matchColumns,
  readTableOrThrow,
  UnitOfWork,
  type PersonCommand,
} from '../../../platform/index.ts';
import { touchDraft } from '../../draft/touch-draft.ts';
import { lockEdition } from '../../editions/lock-edition.ts';
import { checkAgainstEdition, checkRows } from './check-projects.ts';
import { PROJECT_COLUMNS, type ProjectRow } from './project-table.ts';
import { writeProjects } from './write-projects.ts';

const MAX_ROWS = 5_000;

/**
 * Takes a table of projects into an edition. Good rows land, bad rows come back as a file with the reason; a row that
 * carries the id or the code of a project updates it, so an export or the mended file can be sent again.
 */
@Injectable()
export class ImportProjects {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 422 for a file that is no table, lacks a column or goes beyond a limit; 503 when busy */
  async run(
    command: PersonCommand,
    editionId: string,
    bytes: Buffer,
    { language }: ImportTableQuery,
  ): Promise<ImportReport> {
    const table = await readTableOrThrow(bytes, { rows: MAX_ROWS }, command.actor.id);
    const checked = await checkRows(table, matchColumns(table, PROJECT_COLUMNS));
    const report = await this.work.run(command, async (tx) => {
      await lockEdition(tx, editionId);
      await checkAgainstEdition(tx.manager, editionId, checked);
      const good = checked.filter((row) => row.rowErrors.length === 0);
      const { added, updated } = await writeProjects(
        tx,
        editionId,
        good.map((row) => row.project as ProjectRow),
      );
      await tx.audit('expo.import-projects', editionId, {
        rows: checked.length,
        added,
        updated,
        rowErrors: checked.length - good.length,
      });
      if (added + updated > 0) await touchDraft(tx, command, editionId, []);
      const rowErrors = checked.flatMap((row) => row.rowErrors);
      return {
        rows: checked.length,
        added,
        updated,
        unchanged: good.length - added - updated,
        rowErrors,
      };
    });
    // Not within the transaction, which holds the edition: the file is written by a process of its own.
    return {
      ...report,
      errorReport: await writeErrorReport(table, report.rowErrors, bytes, language, command.actor.id),
    };
  }
}
