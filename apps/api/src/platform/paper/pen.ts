import { runsOf, type Run } from './drawable.ts';
import type { Weight } from './faces.ts';
import { linesOf } from './lines.ts';

export interface Style {
  /** Points. */
  size: number;
  weight?: Weight;
  color?: string;
  /** Between lines, in points. */
  gap?: number;
  align?: 'left' | 'center' | 'right';
}

export interface Place {
  x: number;
  width: number;
}

interface Line {
  runs: (Run & { width: number })[];
  width: number;
  ascent: number;
  height: number;
}

/**
 * Writes on a page's pdfkit document in whatever script a text is: each character in the first of our faces that has
 * it, lines broken by Unicode's rules, nothing cut and nothing below the page's margin. It writes at `y` and moves it
 * on.
 */
export class Pen {
  y: number;
  /** Said when a page is full and another begins, below its margin. */
  onNewPage: () => void = () => undefined;

  readonly page: PDFKit.PDFDocument;

  constructor(page: PDFKit.PDFDocument) {
    this.page = page;
    this.y = page.page.margins.top;
  }

  get left(): number {
    return this.page.page.margins.left;
  }

  /** Between the page's margins. */
  get width(): number {
    return this.page.page.width - this.left - this.page.page.margins.right;
  }

  get bottom(): number {
    return this.page.page.height - this.page.page.margins.bottom;
  }

  /** Writes a text, on further pages when this one is full. */
  write(text: string, style: Style, place: Partial<Place> = {}): void {
    const { x, width } = { x: this.left, width: this.width, ...place };
    for (const line of this.lines(text, style, width)) {
      this.need(line.height);
      this.draw(line, style, x, width);
      this.y += line.height + (style.gap ?? 0);
    }
  }

  /** How high a text will stand, in points. */
  heightOf(text: string, style: Style, width = this.width): number {
    return this.lines(text, style, width).reduce((sum, { height }) => sum + height + (style.gap ?? 0), 0);
  }

  /** Begins another page unless so much of this one is left. A page that has nothing on it yet is kept. */
  need(height: number): void {
    if (this.y + height <= this.bottom || this.y <= this.page.page.margins.top) return;
    this.newPage();
  }

  newPage(): void {
    this.page.addPage();
    this.y = this.page.page.margins.top;
    this.onNewPage();
  }

  down(points: number): void {
    this.y += points;
  }

  /** A line across the page. */
  rule(color: string, { x, width }: Place = { x: this.left, width: this.width }): void {
    this.page
      .moveTo(x, this.y)
      .lineTo(x + width, this.y)
      .lineWidth(0.7)
      .strokeColor(color)
      .stroke();
  }

  private lines(text: string, { size, weight = 'regular' }: Style, width: number): Line[] {
    const measured = (line: string) =>
      runsOf(line, weight).map((run) => ({
        ...run,
        width: this.page.font(run.face.name).fontSize(size).widthOfString(run.text),
      }));
    const widthOf = (runs: { width: number }[]) => runs.reduce((sum, run) => sum + run.width, 0);
    return linesOf(text, width, (line) => widthOf(measured(line))).map((line) => {
      const runs = measured(line === '' ? ' ' : line);
      const ascent = Math.max(...runs.map(({ face }) => face.ascent)) * size;
      return {
        runs,
        width: widthOf(runs),
        ascent,
        height: ascent + Math.max(...runs.map(({ face }) => face.descent)) * size,
      };
    });
  }

  private draw({ runs, width, ascent }: Line, { size, color, align = 'left' }: Style, x: number, room: number): void {
    let at = x + (align === 'left' ? 0 : (room - width) / (align === 'center' ? 2 : 1));
    if (color) this.page.fillColor(color);
    for (const run of runs) {
      this.page
        .font(run.face.name)
        .fontSize(size)
        .text(run.text, at, this.y + ascent, { lineBreak: false, baseline: 'alphabetic' });
      at += run.width;
    }
  }
}
