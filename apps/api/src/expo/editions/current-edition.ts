import { Injectable } from '@nestjs/common';
import type { Edition as EditionView } from '@everexpo/contracts';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';
import { notFound } from '../../platform/index.ts';
import { daysOf } from './days.ts';
import { Edition } from './edition.entity.ts';

/** The edition the product is about now: the latest that is open. */
@Injectable()
export class CurrentEdition {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws ProblemError 404 while no edition is open */
  async find(manager: EntityManager = this.dataSource.manager): Promise<Edition> {
    const [edition] = await manager.find(Edition, {
      where: { openedAt: Not(IsNull()) },
      order: { startsOn: 'DESC' },
      take: 1,
    });
    if (!edition) throw notFound('edition');
    return edition;
  }
}

export function editionView(edition: Edition): EditionView {
  const { id, code, year, nameZh, nameEn, timeZone, demo } = edition;
  return { id, code, year, nameZh, nameEn, timeZone, demo, days: daysOf(edition) };
}
