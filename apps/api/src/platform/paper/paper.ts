import { mainFace, registerFaces } from './faces.ts';
import { Pen } from './pen.ts';

export const INK = '#14212B';
export const MUTED = '#5B6770';
export const GOLD = '#946600';
export const LINE = '#E3E0D8';
/** An ideographic space between a name and its value. */
export const GAP = '\u3000';

export interface PaperOptions {
  title: string;
  /** Becomes the PDF's creation date, so that the same document has the same date wherever it is made. */
  date: Date;
  landscape?: boolean;
}

/** An A4 page with embedded fonts, drawn by `draw`, whose pen writes every script; resolves to the finished bytes. */
export async function renderPdf(
  { title, date, landscape = false }: PaperOptions,
  draw: (page: PDFKit.PDFDocument, pen: Pen) => void,
): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  return new Promise((resolve, reject) => {
    const page = new PDFDocument({
      size: 'A4',
      layout: landscape ? 'landscape' : 'portrait',
      margin: 64,
      lang: 'zh-CN',
      info: { Title: title, Producer: 'Everexpo', Creator: 'Everexpo', CreationDate: date, ModDate: date },
    });
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.on('end', () => resolve(Buffer.concat(chunks)));
    page.on('error', reject);
    registerFaces(page);
    page.font(mainFace('regular')).fillColor(INK);
    // What fails in the drawing fails the promise, not the process.
    try {
      draw(page, new Pen(page));
    } catch (error) {
      return reject(error as Error);
    }
    page.end();
  });
}

/** An amount in CNY with two decimals and thousands separators, from fen. */
export function yuan(fen: number): string {
  return `¥${new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 }).format(fen / 100)}`;
}

/** An instant as the certificate prints it, with its zone. */
export function instantIn(timeZone: string, instant: Date): string {
  const text = new Intl.DateTimeFormat('zh-CN', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(instant);
  return `${text} (${timeZone})`;
}
