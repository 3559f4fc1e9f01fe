import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A piece of text on a page and where its letters stand, in points from the page's upper left corner. */
export interface Placed {
  page: number;
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface ReadPaper {
  width: number;
  height: number;
  pages: number;
  placed: Placed[];
}

/** What is written in a PDF, and where. */
export async function readPaper(bytes: Uint8Array): Promise<ReadPaper> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const placed: Placed[] = [];
  const [, , width = 0, height = 0] = (await document.getPage(1)).view;
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , size, left, baseline] = item.transform as [number, number, number, number, number, number];
      placed.push({
        page,
        text: item.str,
        left,
        right: left + item.width,
        top: height - baseline - size * 0.7,
        bottom: height - baseline + size * 0.1,
      });
    }
  }
  return { width, height, pages: document.numPages, placed };
}

/** All that is written, without the spaces between. */
export const wordsOf = ({ placed }: ReadPaper): string =>
  placed
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s/gu, '');

/** Pairs of pieces that stand on each other, and pieces that stand outside the margin: none, if all is well. */
export function misplaced({ width, height, placed }: ReadPaper, margin: number): string[] {
  const outside = placed.filter(
    ({ left, right, top, bottom }) =>
      left < margin - 1 || right > width - margin + 1 || top < margin - 1 || bottom > height - margin + 1,
  );
  const overlapping = Map.groupBy(placed, ({ page }) => page)
    .values()
    .flatMap(overlaps);
  return [...outside.map(({ text }) => `"${text}" outside`), ...overlapping];
}

/** Those of one page that stand on each other. */
const overlaps = (placed: Placed[]): string[] =>
  placed.flatMap((one, index) =>
    placed
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right - 0.5 &&
          other.left < one.right - 0.5 &&
          one.top < other.bottom - 0.5 &&
          other.top < one.bottom - 0.5,
      )
      .map((other) => `"${one.text}" on "${other.text}"`),
  );
