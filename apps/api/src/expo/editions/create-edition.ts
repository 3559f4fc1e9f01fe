import { Injectable } from '@nestjs/common';
import type { CreateEdition as CreateEditionBody, EditionCard } from '@everexpo/contracts';
import {
  exec,
  exists,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { editionCards } from './edition-cards.ts';

/**
 * Starts a new edition, empty or with last year's rooms, slots and rules. It stays closed to the public until opened.
 */
@Injectable()
export class CreateEdition {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 409 `code_taken`; 404 for an edition to copy from that is not there */
  async run(command: PersonCommand, body: CreateEditionBody): Promise<EditionCard> {
    const { ianaZone } = await import('@everexpo/interchange');
    return this.work.run(command, async (tx) => {
      const row = await maybeOne<{ id: string }>(tx)`
        INSERT INTO edition (code, year, name_zh, name_en, time_zone, starts_on, day_count)
        VALUES (${body.code}, ${Number(body.code.slice(3))}, ${body.nameZh}, ${body.nameEn},
          ${ianaZone(body.timeZone)}, ${body.startsOn}, ${body.dayCount})
        ON CONFLICT (code) DO NOTHING
        RETURNING id
      `;
      if (!row) throw new ProblemError('code_taken', { edition: body.code });
      if (body.copyFrom !== null) await copy(tx, body.copyFrom, row.id);
      await tx.audit('expo.create-edition', row.id, { code: body.code, copyFrom: body.copyFrom });
      const [card] = await editionCards(tx.manager, row.id);
      return card as EditionCard;
    });
  }
}

/**
 * Slots keep their wall-clock times on the day of the same number, whatever the clocks do in between, and their
 * lengths; those that a clock change makes the same are one.
 */
async function copy(tx: Transaction, from: string, to: string): Promise<void> {
  const old = await exists(tx)`SELECT 1 FROM edition WHERE id = ${from}`;
  if (!old) throw notFound('edition');
  await exec(tx)`
    UPDATE edition SET rules = (SELECT rules || '{"windows": []}' FROM edition WHERE id = ${from}) WHERE id = ${to}
  `;
  await exec(tx)`
    INSERT INTO room (edition_id, position, venue_zh, venue_en, name_zh, name_en, mode, seats, features, opens_at,
      closes_at)
    SELECT ${to}, position, venue_zh, venue_en, name_zh, name_en, mode, seats, features, opens_at, closes_at
    FROM room
    WHERE edition_id = ${from}
  `;
  await exec(tx)`
    INSERT INTO timeslot (edition_id, day, starts_at, ends_at, tags)
    SELECT n.id, n.starts_on + (t.day - o.starts_on),
      s.starts_at, s.starts_at + (t.ends_at - t.starts_at), t.tags
    FROM timeslot t JOIN edition o ON o.id = t.edition_id, edition n,
      LATERAL (SELECT ((n.starts_on + (t.day - o.starts_on)) + ((t.starts_at AT TIME ZONE o.time_zone) - t.day))
          AT TIME ZONE n.time_zone AS starts_at) AS s
    WHERE o.id = ${from} AND n.id = ${to} AND t.day - o.starts_on < n.day_count
    ON CONFLICT (edition_id, starts_at, ends_at) DO NOTHING
  `;
}
