import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

const require = createRequire(import.meta.url);
/** Pixels across, and down at most; a page keeps its form. */
const WIDTH = 1_600;
const HEIGHT = 3_200;
const QUALITY = 82;
const WORDS = 4_000;

/** pdf.js draws what carries no font of its own in one of these families. */
for (const family of ['sans-serif', 'serif', 'monospace']) {
  GlobalFonts.registerFromPath(
    require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    family,
  );
  GlobalFonts.registerFromPath(
    require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
    family,
  );
}

/** @throws Error named PasswordException, or for what is no PDF */
export function openDeck(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const home = dirname(require.resolve('pdfjs-dist/package.json'));
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

/** The whole page as WebP, and what is written on it. @throws Error when it cannot be drawn */
export async function drawPage(
  document: PDFDocumentProxy,
  number: number,
): Promise<{ picture: Uint8Array; words: string }> {
  const page = await document.getPage(number);
  const size = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: Math.min(WIDTH / size.width, HEIGHT / size.height) });
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  await page.render({ canvas: null, canvasContext: canvas.getContext('2d') as never, viewport }).promise;
  const { items } = await page.getTextContent();
  const words = items
    .map((item) => ('str' in item ? item.str : ''))
    .join(' ')
    .slice(0, WORDS)
    .toWellFormed();
  const picture = await canvas.encode('webp', QUALITY);
  page.cleanup();
  return { picture, words };
}
