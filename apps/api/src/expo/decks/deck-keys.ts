export const DECKS = 'decks/';
export const DECK_PAGES = 'deck-pages/';

/** Where a deck and its drawn pages lie in the storage. */
export const deckKey = (sha256: string) => `${DECKS}${sha256}`;
export const pageKey = (sha256: string, page: number) => `${DECK_PAGES}${sha256}/${page}`;

/** Of which deck a key is. */
export const shaOf = (key: string): string => key.split('/')[1] ?? '';
