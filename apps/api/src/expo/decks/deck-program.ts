import { serveTask } from '../../platform/sandbox/serve-task.ts';
import { Refusal } from '../../platform/sandbox/refusal.ts';
import { assertPictureSizes } from './deck-pictures.ts';

/** What the program is asked: how many pages a PDF has, or its pages as pictures from one on. */
export interface DeckTask {
  bytes: Uint8Array;
  /** The first page to draw; null only counts. */
  from: number | null;
}

export interface DrawnPage {
  page: number;
  /** WebP. */
  picture: Uint8Array;
  words: string;
}

serveTask<DeckTask, number, DrawnPage>(async ({ bytes, from }, post) => {
  if (from === null) await assertPictureSizes(bytes);
  // Drawn alike wherever it runs: with the product's own fonts, not with the machine's.
  process.env.DISABLE_SYSTEM_FONTS_LOAD = '1';
  const { drawPage, openDeck } = await import('./draw-page.ts');
  const document = await openDeck(bytes).catch((error: Error) => {
    throw error.name === 'PasswordException'
      ? new Refusal('encrypted', 'The PDF needs a password.')
      : new Refusal('damaged', 'The PDF cannot be read.');
  });
  for (let page = from ?? Infinity; page <= document.numPages; page += 1) {
    const drawn = await drawPage(document, page).catch((error: Error) => {
      throw new Refusal('damaged', error.message, String(page));
    });
    await post({ page, ...drawn });
  }
  return document.numPages;
});
