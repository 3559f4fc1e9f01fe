import { Injectable } from '@nestjs/common';
import type { Edition } from '@everexpo/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { maybeOne, notFound } from '../../platform/index.ts';
import { daysOf } from './days.ts';
import { EDITION_ROW, type EditionRow } from './edition-row.ts';

/** The edition the product is about now: the latest that is open. */
@Injectable()
export class CurrentEdition {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws ProblemError 404 while no edition is open */
  async find(manager: EntityManager = this.dataSource.manager): Promise<EditionRow> {
    const edition = await maybeOne<EditionRow>(manager)`
      SELECT ${EDITION_ROW} FROM edition WHERE opened_at IS NOT NULL ORDER BY starts_on DESC LIMIT 1
    `;
    if (!edition) throw notFound('edition');
    return edition;
  }
}

export function editionView(edition: EditionRow): Edition {
  const { id, code, year, nameZh, nameEn, timeZone, demo } = edition;
  return { id, code, year, nameZh, nameEn, timeZone, demo, days: daysOf(edition) };
}
