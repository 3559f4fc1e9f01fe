import { Inject, Injectable } from '@nestjs/common';
import { Interval, exec, Log, maybeOne, sql, STORAGE, type Storage, UnitOfWork } from '../../platform/index.ts';
import { deckKey, pageKey } from './deck-keys.ts';
import { drawPages } from './read-deck.ts';

const NAME = 'expo.draw-decks';

/**
 * Draws the pages of decks that were uploaded, one deck at a time a node, in turn by owner; what a node
 * that died has drawn is kept.
 */
@Injectable()
export class DrawDecks {
  constructor(
    private readonly work: UnitOfWork,
    private readonly log: Log,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Interval(1_000, NAME)
  async run(): Promise<void> {
    const deck = await claimDeck(this.work);
    if (!deck) return;
    const { sha256, drawn } = deck;
    let last = drawn;
    const deckError = await drawPages(
      await this.storage.get(deckKey(sha256)),
      drawn + 1,
      async ({ page, picture, words }) => {
        await this.storage.put(pageKey(sha256, page), Buffer.from(picture), 'image/webp');
        await this.work.system(NAME, async (tx) => {
          await exec(tx)`
            INSERT INTO deck_page (sha256, page, words)
            VALUES (${sha256}, ${page}, ${words.replaceAll('\0', '')})
            ON CONFLICT DO NOTHING
          `;
          await exec(tx)`UPDATE deck SET claimed_at = clock_timestamp() WHERE sha256 = ${sha256}`;
        });
        last = page;
      },
    );
    if (!deckError) return;
    // What comes after pages that went well has the whole time and memory of another process.
    if (last > drawn) return releaseDeck(this.work, sha256);
    this.log.warn({ sha256, page: last + 1, ...deckError }, 'a deck could not be drawn to its end');
    await this.work.system(
      NAME,
      (tx) => exec(tx)`
      UPDATE deck SET error = ${deckError.rule}, error_page = ${last + 1} WHERE sha256 = ${sha256}
    `,
    );
  }
}

/** A node that has drawn no page for so long is given up. */
const CLAIM = sql`interval '5 minutes'`;

/** Lets a deck be taken again at once. That it was taken stays known, so its owner's turn is over. */
export async function releaseDeck(work: UnitOfWork, sha256: string): Promise<void> {
  await work.system(
    NAME,
    (tx) => exec(tx)`UPDATE deck SET claimed_at = clock_timestamp() - ${CLAIM} WHERE sha256 = ${sha256}`,
  );
}

/**
 * Takes the next deck that is not drawn to its end and that no node draws: of the owner whose decks were taken longest
 * ago, so that nobody waits for all of somebody else's; those that no project has any more come last.
 */
export async function claimDeck(work: UnitOfWork): Promise<{ sha256: string; drawn: number } | undefined> {
  return work.system(
    NAME,
    (tx) => maybeOne<{ sha256: string; drawn: number }>(tx)`
    UPDATE deck SET claimed_at = clock_timestamp() WHERE sha256 = (
      SELECT d.sha256 FROM deck d WHERE d.error IS NULL AND (d.claimed_at IS NULL OR d.claimed_at < now() - ${CLAIM})
        AND d.pages > (SELECT count(*) FROM deck_page p WHERE p.sha256 = d.sha256)
      ORDER BY NOT EXISTS (SELECT 1 FROM project j WHERE j.deck_sha256 = d.sha256),
        (SELECT max(o.claimed_at) FROM project own JOIN project j ON j.owner_id = own.owner_id
          JOIN deck o ON o.sha256 = j.deck_sha256
          WHERE own.deck_sha256 = d.sha256) NULLS FIRST, d.sha256
      LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING sha256, (SELECT count(*)::int FROM deck_page p WHERE p.sha256 = deck.sha256) AS drawn
  `,
  );
}
