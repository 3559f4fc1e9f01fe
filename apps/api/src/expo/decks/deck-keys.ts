/** Where a deck and its drawn pages lie in the storage. */
export const deckKey = (sha256: string) => `decks/${sha256}`;
export const pageKey = (sha256: string, page: number) => `deck-pages/${sha256}/${page}`;
