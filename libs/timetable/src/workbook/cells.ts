import { DOMParser, XMLSerializer, type Document, type Element } from '@xmldom/xmldom';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { SolverInputError } from '../input/solver-input.ts';

/**
 * An XLSX file opened as what it is, a zip of XML parts (ECMA-376). Cells can be read and their text replaced; every
 * other part, style and cell goes back into the file as it was, which spreadsheet libraries do not promise.
 */
export class Workbook {
  readonly #parts: Record<string, Uint8Array>;
  readonly #strings: SharedStrings;
  readonly #fills: string[];
  readonly #sheets = new Map<string, { part: string; xml: Document }>();

  /** @throws SolverInputError when the bytes are no XLSX file. */
  constructor(bytes: Uint8Array) {
    try {
      this.#parts = unzipSync(bytes);
    } catch {
      throw new SolverInputError('file', 'is not an XLSX workbook');
    }
    const workbook = this.#xml('xl/workbook.xml');
    const targets = new Map(
      [...elements(this.#xml('xl/_rels/workbook.xml.rels'), 'Relationship')].map((rel) => [
        rel.getAttribute('Id'),
        rel.getAttribute('Target') ?? '',
      ]),
    );
    for (const sheet of elements(workbook, 'sheet')) {
      const target = targets.get(sheet.getAttribute('r:id')) ?? '';
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      this.#sheets.set(sheet.getAttribute('name') ?? '', { part, xml: this.#xml(part) });
    }
    this.#strings = new SharedStrings(this.#parts['xl/sharedStrings.xml'] ? this.#xml('xl/sharedStrings.xml') : null);
    this.#fills = this.#parts['xl/styles.xml'] ? fillsByStyle(this.#xml('xl/styles.xml')) : [];
  }

  /** @throws SolverInputError when there is no such sheet. */
  sheet(name: string): Sheet {
    const found = this.#sheets.get(name);
    if (!found) throw new SolverInputError(`sheet ${name}`, 'is missing');
    return new Sheet(name, found.xml, this.#strings, this.#fills);
  }

  save(): Uint8Array {
    const parts = { ...this.#parts };
    for (const { part, xml } of this.#sheets.values()) parts[part] = serialize(xml);
    const strings = this.#strings.xml;
    if (strings) parts['xl/sharedStrings.xml'] = serialize(strings);
    return zipSync(parts);
  }

  #xml(part: string): Document {
    const bytes = this.#parts[part];
    if (!bytes) throw new SolverInputError('file', `is not an XLSX workbook: it has no ${part}`);
    return new DOMParser().parseFromString(strFromU8(bytes), 'text/xml');
  }
}

export class Sheet {
  readonly name: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly #cells = new Map<string, Element>();
  readonly #strings: SharedStrings;
  readonly #fills: string[];

  constructor(name: string, xml: Document, strings: SharedStrings, fills: string[]) {
    this.name = name;
    this.#strings = strings;
    this.#fills = fills;
    let rows = 0;
    let columns = 0;
    for (const cell of elements(xml, 'c')) {
      const ref = cell.getAttribute('r') ?? '';
      const at = /^([A-Z]+)(\d+)$/.exec(ref);
      if (!at) continue;
      this.#cells.set(ref, cell);
      rows = Math.max(rows, Number(at[2]));
      columns = Math.max(columns, columnNumber(at[1] as string));
    }
    this.rowCount = rows;
    this.columnCount = columns;
  }

  /** What stands in the cell, as text; rows and columns count from 1. */
  text(row: number, column: number): string {
    const cell = this.#cells.get(reference(row, column));
    if (!cell) return '';
    const value = first(cell, 'v')?.textContent ?? '';
    switch (cell.getAttribute('t')) {
      case 's':
        return this.#strings.at(Number(value)).trim();
      case 'inlineStr':
        return (first(cell, 'is')?.textContent ?? '').trim();
      case 'b':
        return value === '1' ? 'true' : 'false';
      default:
        return value.trim();
    }
  }

  /** The cell's fill as RRGGBB, or null. */
  fill(row: number, column: number): string | null {
    const style = this.#cells.get(reference(row, column))?.getAttribute('s');
    return (style ? this.#fills[Number(style)] : undefined) || null;
  }

  /** `Sheet!A1`, as messages name it. */
  at(row: number, column: number): string {
    return `${this.name}!${reference(row, column)}`;
  }

  /** Replaces the text of an existing cell; its style stays. */
  setText(row: number, column: number, text: string): void {
    const cell = this.#cells.get(reference(row, column));
    if (!cell) throw new SolverInputError(this.at(row, column), 'has no cell to write into');
    while (cell.firstChild) cell.removeChild(cell.firstChild);
    cell.setAttribute('t', 's');
    const document = cell.ownerDocument as Document;
    const value = document.createElementNS(cell.namespaceURI, 'v');
    value.appendChild(document.createTextNode(String(this.#strings.indexOf(text))));
    cell.appendChild(value);
  }
}

class SharedStrings {
  readonly xml: Document | null;
  readonly #texts: string[];

  constructor(xml: Document | null) {
    this.xml = xml;
    this.#texts = xml
      ? [...elements(xml, 'si')].map((item) => [...elements(item, 't')].map((text) => text.textContent).join(''))
      : [];
  }

  at(index: number): string {
    return this.#texts[index] ?? '';
  }

  indexOf(text: string): number {
    const known = this.#texts.indexOf(text);
    if (known >= 0) return known;
    const root = this.xml?.documentElement;
    if (!root) throw new SolverInputError('file', 'has no shared strings to add to');
    const item = this.xml.createElementNS(root.namespaceURI, 'si');
    const inner = this.xml.createElementNS(root.namespaceURI, 't');
    inner.appendChild(this.xml.createTextNode(text));
    item.appendChild(inner);
    root.appendChild(item);
    this.#texts.push(text);
    root.setAttribute('uniqueCount', String(this.#texts.length));
    return this.#texts.length - 1;
  }
}

/** `AB12` of row 12, column 28. */
export function reference(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function fillsByStyle(styles: Document): string[] {
  const fills = [...elements(first(styles, 'fills') ?? styles, 'fill')].map((fill) => {
    const pattern = first(fill, 'patternFill');
    const colour =
      pattern?.getAttribute('patternType') === 'solid' ? first(pattern, 'fgColor')?.getAttribute('rgb') : null;
    return (colour ?? '').slice(-6).toUpperCase();
  });
  const formats = first(styles, 'cellXfs');
  return formats
    ? [...elements(formats, 'xf')].map((format) => fills[Number(format.getAttribute('fillId') ?? 0)] ?? '')
    : [];
}

function elements(parent: Document | Element, name: string): Iterable<Element> {
  return parent.getElementsByTagName(name);
}

function first(parent: Document | Element, name: string): Element | null {
  return parent.getElementsByTagName(name)[0] ?? null;
}

function serialize(xml: Document): Uint8Array {
  return strToU8(new XMLSerializer().serializeToString(xml));
}
