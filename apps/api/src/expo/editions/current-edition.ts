import { Injectable } from '@nestjs/common';
import type { Edition as EditionView } from '@everexpo/contracts';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';
import { notFound } from '../../platform/index.ts';
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

/** Calendar days of the edition, first to last, YYYY-MM-DD in its own zone. */
export function daysOf({ startsOn, dayCount }: Pick<Edition, 'startsOn' | 'dayCount'>): string[] {
  const first = Date.parse(`${startsOn}T00:00:00Z`);
  return Array.from({ length: dayCount }, (_, index) =>
    new Date(first + index * 86_400_000).toISOString().slice(0, 10),
  );
}

/** Today's calendar day in a zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, instant = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  );
}
