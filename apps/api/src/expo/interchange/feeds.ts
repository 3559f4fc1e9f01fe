import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Track, type CreateFeed as CreateFeedBody, type Feed } from '@everexpo/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import {
  all,
  exec,
  exists,
  fieldError,
  invalid,
  maybeOne,
  notFound,
  one,
  type PersonCommand,
  ProblemError,
  sql,
  UnitOfWork,
} from '../../platform/index.ts';
import { CurrentEdition } from '../editions/current-edition.ts';
import { EDITION_ROW, type EditionRow } from '../editions/edition-row.ts';
import { Exports, stateOf } from './exports.ts';
import { publishedProgramme } from './published-programme.ts';

const MAX_FEEDS = 20;

interface Row {
  id: string;
  scope: Feed['scope'];
  value: string | null;
  createdAt: Date;
  editionId: string;
  personId: string;
}

const SELECT = sql`
  SELECT id, scope, value, created_at AS "createdAt", edition_id AS "editionId", person_id AS "personId"
  FROM calendar_feed
`;
const hash = (token: string) => createHash('sha256').update(token).digest();

/** Calendar addresses: unguessable, kept as hashes, revocable. */
@Injectable()
export class Feeds {
  private readonly exports = new Exports();

  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  /** @throws ProblemError 422 for a track or room that is not there; 409 `too_many_feeds` */
  create(command: PersonCommand, { scope, value }: CreateFeedBody, origin: string): Promise<Feed> {
    return this.work.run(command, async (tx) => {
      const edition = await this.editions.find(tx.manager);
      await assertScopeExists(tx.manager, edition.id, scope, value);
      const { count } = await one<{ count: number }>(tx)`
        SELECT count(*)::int AS count FROM calendar_feed WHERE person_id = ${command.actor.id} AND revoked_at IS NULL
      `;
      if (count >= MAX_FEEDS) throw new ProblemError('too_many_feeds', { max: MAX_FEEDS });
      const token = randomBytes(32).toString('base64url');
      const row = await one<Row>(tx)`
        INSERT INTO calendar_feed (token_hash, person_id, edition_id, scope, value)
        VALUES (${hash(token)}, ${command.actor.id}, ${edition.id}, ${scope}, ${value})
        RETURNING id, scope, value, created_at AS "createdAt", edition_id AS "editionId", person_id AS "personId"
      `;
      await tx.audit('expo.create-feed', row.id, { scope, value });
      return viewOf(row, `${origin}/calendars/${token}.ics`);
    });
  }

  async list(command: PersonCommand): Promise<Feed[]> {
    const rows = await all<Row>(this.dataSource)`
      ${SELECT} WHERE person_id = ${command.actor.id} AND revoked_at IS NULL ORDER BY id DESC
    `;
    return rows.map((row) => viewOf(row, null));
  }

  /** @throws ProblemError 404 */
  revoke(command: PersonCommand, id: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const changed = await exec(tx)`
      UPDATE calendar_feed
      SET revoked_at = now()
      WHERE id = ${id} AND person_id = ${command.actor.id} AND revoked_at IS NULL
    `;
      if (changed === 0) throw notFound('calendar');
    });
  }

  /** The feed behind an address; null for one that was never given or is revoked, without a hint which. */
  async render(token: string, origin: string): Promise<Buffer | null> {
    const { manager } = this.dataSource;
    const feed = await maybeOne<Row>(manager)`${SELECT} WHERE token_hash = ${hash(token)} AND revoked_at IS NULL`;
    if (!feed) return null;
    const edition = await one<EditionRow>(manager)`
      SELECT ${EDITION_ROW} FROM edition WHERE id = ${feed.editionId}
    `;
    const own = feed.scope === 'mine' ? await ownProjects(manager, feed.personId) : '';
    return this.exports.get([feed.id, origin, stateOf(edition), own].join(' '), async () => {
      const programme = await publishedProgramme(manager, edition, origin, {
        ...(feed.scope === 'track' && feed.value ? { track: feed.value } : {}),
        ...(feed.scope === 'room' && feed.value ? { roomId: feed.value } : {}),
        ...(feed.scope === 'mine' ? { personId: feed.personId } : {}),
      });
      const { calendar } = await import('@everexpo/interchange');
      return calendar(programme, edition.nameZh);
    });
  }
}

/** Which projects somebody has or follows, as a short word. */
async function ownProjects(manager: EntityManager, personId: string): Promise<string> {
  const { word } = await one<{ word: string | null }>(manager)`
    SELECT md5(string_agg(id::text, ',' ORDER BY id)) AS word FROM (
      SELECT id FROM project WHERE owner_id = ${personId}
      UNION SELECT project_id FROM project_follower WHERE person_id = ${personId}
    ) own
  `;
  return word ?? '';
}

async function assertScopeExists(
  manager: EntityManager,
  editionId: string,
  scope: Feed['scope'],
  value: string | null,
): Promise<void> {
  if (scope === 'track' && !Track.safeParse(value).success) throw invalid(fieldError('/value', 'track'));
  if (scope !== 'room') return;
  const room = await exists(manager)`
    SELECT 1 FROM room WHERE id::text = ${value ?? ''} AND edition_id = ${editionId}
  `;
  if (!room) throw invalid(fieldError('/value', 'room.feed'));
}

const viewOf = ({ id, scope, value, createdAt }: Row, address: string | null): Feed => ({
  id,
  scope,
  value,
  createdAt: createdAt.toISOString(),
  address,
});
