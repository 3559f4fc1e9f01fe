import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Track, type CreateFeed as CreateFeedBody, type Feed } from '@everexpo/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { fieldError, invalid, notFound, ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { CurrentEdition } from '../editions/current-edition.ts';
import { Edition } from '../editions/edition.entity.ts';
import { publishedProgramme } from './published-programme.ts';

const MOST_FEEDS = 20;

interface Row {
  id: string;
  scope: Feed['scope'];
  value: string | null;
  createdAt: Date;
  editionId: string;
  personId: string;
}

const SELECT = `SELECT id, scope, value, created_at AS "createdAt", edition_id AS "editionId", person_id AS "personId" FROM calendar_feed`;
const hash = (token: string) => createHash('sha256').update(token).digest();

/** Calendar addresses: unguessable, kept as hashes, revocable. */
@Injectable()
export class Feeds {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  /** @throws ProblemError 422 for a track or room that is not there; 409 `too_many_feeds` */
  create(command: PersonCommand, { scope, value }: CreateFeedBody, origin: string): Promise<Feed> {
    return this.work.run(command, async (tx) => {
      const edition = await this.editions.find(tx.manager);
      await refuseUnknown(tx.manager, edition.id, scope, value);
      const [count] = await tx.manager.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM calendar_feed WHERE person_id = $1 AND revoked_at IS NULL`,
        [command.actor.id],
      );
      if ((count?.count ?? 0) >= MOST_FEEDS) throw new ProblemError('too_many_feeds', { max: MOST_FEEDS });
      const token = randomBytes(32).toString('base64url');
      const [row] = await tx.manager.query<[Row]>(
        `INSERT INTO calendar_feed (token_hash, person_id, edition_id, scope, value) VALUES ($1, $2, $3, $4, $5)
         RETURNING id, scope, value, created_at AS "createdAt", edition_id AS "editionId", person_id AS "personId"`,
        [hash(token), command.actor.id, edition.id, scope, value],
      );
      await tx.audit('expo.create-feed', row.id, { scope, value });
      return viewOf(row, `${origin}/calendars/${token}.ics`);
    });
  }

  async list(command: PersonCommand): Promise<Feed[]> {
    const rows = await this.dataSource.query<Row[]>(
      `${SELECT} WHERE person_id = $1 AND revoked_at IS NULL ORDER BY id DESC`,
      [command.actor.id],
    );
    return rows.map((row) => viewOf(row, null));
  }

  /** @throws ProblemError 404 */
  async revoke(command: PersonCommand, id: string): Promise<void> {
    const [, changed] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE calendar_feed SET revoked_at = now() WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL`,
      [id, command.actor.id],
    );
    if (changed === 0) throw notFound('calendar');
  }

  /** The feed behind an address; null for one that was never given or is revoked, without a hint which. */
  async render(token: string, origin: string): Promise<string | null> {
    const { manager } = this.dataSource;
    const [feed] = await manager.query<Row[]>(`${SELECT} WHERE token_hash = $1 AND revoked_at IS NULL`, [hash(token)]);
    if (!feed) return null;
    const edition = await manager.findOneByOrFail(Edition, { id: feed.editionId });
    const programme = await publishedProgramme(manager, edition, origin, {
      ...(feed.scope === 'track' && feed.value ? { track: feed.value } : {}),
      ...(feed.scope === 'room' && feed.value ? { roomId: feed.value } : {}),
      ...(feed.scope === 'mine' ? { personId: feed.personId } : {}),
    });
    const { calendar } = await import('@everexpo/interchange');
    return calendar(programme, edition.nameZh);
  }
}

async function refuseUnknown(
  manager: EntityManager,
  editionId: string,
  scope: Feed['scope'],
  value: string | null,
): Promise<void> {
  if (scope === 'track' && !Track.safeParse(value).success) throw invalid(fieldError('/value', 'track'));
  if (scope !== 'room') return;
  const [room] = await manager.query<unknown[]>(`SELECT 1 FROM room WHERE id::text = $1 AND edition_id = $2`, [
    value ?? '',
    editionId,
  ]);
  if (!room) throw invalid(fieldError('/value', 'room.feed'));
}

const viewOf = ({ id, scope, value, createdAt }: Row, address: string | null): Feed => ({
  id,
  scope,
  value,
  createdAt: createdAt.toISOString(),
  address,
});
