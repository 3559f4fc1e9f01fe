import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ProgrammeDay, ProgrammeQuery, Room } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { all, fieldError, invalid, maybeOne } from '../../platform/index.ts';
import { CurrentEdition, editionView } from '../editions/current-edition.ts';
import { dayIn, daysOf } from '../editions/days.ts';
import type { EditionRow } from '../editions/edition-row.ts';
import { cardOf, ROOM_JSON, sessionCards } from '../queries/session-cards.ts';

interface Rendered {
  body: Buffer;
  etag: string;
}

interface Known {
  value: EditionRow;
  days: string[];
  today: string;
  readAt: number;
}

/** How long a node may serve the programme before it looks at the edition's revision again. */
const REVISION_TTL_MS = 500;
const MAX_CACHED = 512;

/**
 * One day of the programme as bytes, kept until the edition's revision rises: thousands of phones ask for the
 * same few answers.
 */
@Injectable()
export class ProgrammeReader {
  private edition: Known | null = null;
  private reading: Promise<Known> | null = null;
  private readonly rendered = new Map<string, Rendered>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly current: CurrentEdition,
  ) {}

  /** @throws ProblemError 422 for a day outside the edition */
  async day(query: ProgrammeQuery): Promise<Rendered> {
    const known = await this.currentEdition();
    const edition = known.value;
    const day = dayOf(known, query.day);
    const key = [edition.id, edition.programmeRevision, day, query.track, query.field, query.city].join('|');
    const earlier = this.rendered.get(key);
    if (earlier) return earlier;
    const rendered = render(await this.read(edition, { ...query, day }));
    if (this.rendered.size >= MAX_CACHED) this.rendered.clear();
    this.rendered.set(key, rendered);
    return rendered;
  }

  /** Forgets the revision, so that the next request sees a change made on this node at once. */
  forget(): void {
    this.edition = null;
  }

  private currentEdition(): Known | Promise<Known> {
    if (this.edition && performance.now() - this.edition.readAt < REVISION_TTL_MS) return this.edition;
    this.reading ??= this.current
      .find()
      .then(
        (value) =>
          (this.edition = { value, days: daysOf(value), today: dayIn(value.timeZone), readAt: performance.now() }),
      )
      .finally(() => {
        this.reading = null;
      });
    return this.reading;
  }

  private async read(edition: EditionRow, query: ProgrammeQuery & { day: string }): Promise<ProgrammeDay> {
    const { manager } = this.dataSource;
    const bounds = await maybeOne<{ from: Date; until: Date }>(manager)`
      SELECT (${query.day}::date)::timestamp AT TIME ZONE ${edition.timeZone} AS from,
        (${query.day}::date + 1)::timestamp AT TIME ZONE ${edition.timeZone} AS until
    `;
    const [sessions, rooms] = await Promise.all([
      sessionCards(manager, { ...query, ...bounds, editionId: edition.id }),
      all<{ room: Room }>(manager)`
        SELECT ${ROOM_JSON} AS room FROM room r WHERE r.edition_id = ${edition.id} ORDER BY r.position
      `,
    ]);
    return {
      edition: editionView(edition),
      day: query.day,
      revision: edition.programmeRevision,
      rooms: rooms.map((row) => row.room),
      sessions: sessions.map(cardOf),
    };
  }
}

function dayOf({ days, today }: Known, asked: string | undefined): string {
  if (asked === undefined) return days.includes(today) ? today : (days[0] as string);
  if (days.includes(asked)) return asked;
  throw invalid(fieldError('/day', 'edition_day', { first: days[0] ?? '', last: days.at(-1) ?? '' }));
}

function render(day: ProgrammeDay): Rendered {
  const body = Buffer.from(JSON.stringify(day));
  return { body, etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
