import { createRequire } from 'node:module';
import type * as Fontkit from 'fontkit';

export type Weight = 'regular' | 'bold';

/** A font that comes with the product, in one weight. */
export interface Face {
  /** Under which a document has it registered. */
  name: string;
  /** Above and below the baseline, of the size. */
  ascent: number;
  descent: number;
  has(codePoint: number): boolean;
}

const require = createRequire(import.meta.url);
const noto = (folder: string, name: string, bold = true): Record<Weight, string> => ({
  regular: `@expo-google-fonts/${folder}/400Regular/${name}_400Regular.ttf`,
  bold: bold
    ? `@expo-google-fonts/${folder}/700Bold/${name}_700Bold.ttf`
    : `@expo-google-fonts/${folder}/400Regular/${name}_400Regular.ttf`,
});
const symbols = (family: string, part: string): Record<Weight, string> => {
  const path = `@fontsource/${family}/files/${family}-${part}-400-normal.woff`;
  return { regular: path, bold: path };
};

/** In the order in which they are asked for a character: what is read most first, then what is small to open. */
const FONTS: Record<Weight, string>[] = [
  noto('noto-sans-sc', 'NotoSansSC'),
  noto('noto-sans', 'NotoSans'),
  noto('noto-serif-tibetan', 'NotoSerifTibetan'),
  noto('noto-sans-yi', 'NotoSansYi', false),
  noto('noto-emoji', 'NotoEmoji'),
  symbols('noto-sans-symbols-2', 'symbols'),
  symbols('noto-sans-math', 'latin'),
  noto('noto-sans-jp', 'NotoSansJP'),
  noto('noto-sans-hk', 'NotoSansHK'),
  noto('noto-sans-kr', 'NotoSansKR'),
];
const opened = new Map<string, Face>();

/**
 * Makes the fonts known to a document by the names of their faces: pdfkit opens one when it is first used, and keeps it
 * by its name alone.
 */
export function registerFaces(page: PDFKit.PDFDocument): void {
  for (const name of new Set(FONTS.flatMap(({ regular, bold }) => [regular, bold])))
    page.registerFont(name, require.resolve(name));
}

/** The name of the face that most is written in. */
export const mainFace = (weight: Weight): string => (FONTS[0] as Record<Weight, string>)[weight];

/** The faces of a weight, in the order in which they are asked; each is opened when it is come to. */
export function* facesOf(weight: Weight): Generator<Face> {
  for (const font of FONTS) yield faceAt(font[weight]);
}

function faceAt(name: string): Face {
  const known = opened.get(name);
  if (known) return known;
  // Loaded when the first document is drawn, not when the API starts.
  const { openSync } = require('fontkit') as typeof Fontkit;
  const font = openSync(require.resolve(name)) as Fontkit.Font;
  const { ascent, descent, unitsPerEm } = font;
  const face = {
    name,
    ascent: ascent / unitsPerEm,
    descent: -descent / unitsPerEm,
    has: (codePoint: number) => font.hasGlyphForCodePoint(codePoint),
  };
  opened.set(name, face);
  return face;
}
