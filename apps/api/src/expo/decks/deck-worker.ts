import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createCanvas } from '@napi-rs/canvas';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What the thread is asked: how many pages a PDF has, or its pages as pictures from one on. */
export interface DeckTask {
  bytes: Uint8Array;
  /** The first page to draw; null only counts. */
  from: number | null;
}

/** `encrypted` and `damaged` are said once, instead of all else. */
export type DeckNews = { kind: 'counted'; pages: number } | { kind: 'drawn'; page: number; picture: Uint8Array; words: string } | { kind: 'encrypted' } | { kind: 'damaged' };

/** Pixels across, whatever the page's own size. */
const WIDTH = 1600;
const QUALITY = 82;
const WORDS = 4_000;

const port = parentPort;
if (!port) throw new Error('deck-worker runs as a worker thread');
const say = (news: DeckNews) => port.postMessage(news);

try {
  const document = await open((workerData as DeckTask).bytes);
  say({ kind: 'counted', pages: document.numPages });
  const { from } = workerData as DeckTask;
  for (let page = from ?? Infinity; page <= document.numPages; page += 1) await draw(document, page);
} catch (error) {
  say({ kind: (error as Error).name === 'PasswordException' ? 'encrypted' : 'damaged' });
}

function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  return getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: join(home, 'cmaps/'),
    standardFontDataUrl: join(home, 'standard_fonts/'),
    wasmUrl: join(home, 'wasm/'),
    useSystemFonts: false,
    isEvalSupported: false,
    verbosity: 0,
  } as Parameters<typeof getDocument>[0]).promise;
}

async function draw(document: PDFDocumentProxy, number: number): Promise<void> {
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale: WIDTH / page.getViewport({ scale: 1 }).width });
  const canvas = createCanvas(WIDTH, Math.max(1, Math.round(Math.min(viewport.height, WIDTH * 2))));
  await page.render({ canvas: null, canvasContext: canvas.getContext('2d') as never, viewport }).promise;
  const { items } = await page.getTextContent();
  const words = items.map((item) => ('str' in item ? item.str : '')).join(' ').slice(0, WORDS);
  say({ kind: 'drawn', page: number, picture: await canvas.encode('webp', QUALITY), words });
  page.cleanup();
}
