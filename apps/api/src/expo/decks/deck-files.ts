import { Injectable, type OnModuleInit } from '@nestjs/common';
import { all, exec, FileSweeper } from '../../platform/index.ts';
import { DECKS, deckKey, DECK_PAGES, shaOf } from './deck-keys.ts';

/** Decks that no project has any more are removed, and so are their pages. */
@Injectable()
export class DeckFiles implements OnModuleInit {
  constructor(private readonly sweeper: FileSweeper) {}

  onModuleInit(): void {
    this.sweeper.register({
      prefix: DECKS,
      named: async (tx, keys) => {
        const rows = await all<{ sha256: string }>(tx)`
          SELECT DISTINCT deck_sha256 AS sha256 FROM project WHERE deck_sha256 = ANY (${keys.map(shaOf)})
        `;
        return rows.map(({ sha256 }) => deckKey(sha256));
      },
      forget: async (tx, keys) => {
        await exec(tx)`DELETE FROM deck WHERE sha256 = ANY (${keys.map(shaOf)})`;
      },
    });
    this.sweeper.register({
      prefix: DECK_PAGES,
      named: async (tx, keys) => {
        const rows = await all<{ sha256: string }>(tx)`SELECT sha256 FROM deck WHERE sha256 = ANY (${keys.map(shaOf)})`;
        const there = new Set(rows.map(({ sha256 }) => sha256));
        return keys.filter((key) => there.has(shaOf(key)));
      },
    });
  }
}
