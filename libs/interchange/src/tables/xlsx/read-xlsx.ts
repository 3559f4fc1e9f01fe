import { dirname, posix } from 'node:path';
import { RowCollector, type Row } from '../collect-rows.ts';
import { showsDate } from './number-formats.ts';
import { attribute, readXml } from './read-xml.ts';
import { readSheet } from './read-sheet.ts';
import { beyond, TableError, type TableLimits } from '../table-error.ts';
import { fromXstring } from './xlsx-text.ts';
import { ZipParts } from './zip-parts.ts';

const MAX_SHEETS = 256;
/** What Excel itself takes. */
const MAX_STYLES = 65_490;

/**
 * Reads the first visible sheet of an XLSX workbook as it streams out of the archive.
 * @throws TableError by rule and place
 */
export async function readXlsx(bytes: Buffer, limits: TableLimits): Promise<Row[]> {
  const parts = await ZipParts.open(bytes, limits);
  const workbook = [...(await relations(parts, '')).values()].find(({ type }) => type === 'officeDocument')?.target;
  if (workbook === undefined || !/\.xml$/.test(workbook))
    throw new TableError('not_xlsx', 'The file is an archive, but no XLSX workbook.');
  const related = await relations(parts, workbook);
  const { sheet, from1904 } = await firstSheet(parts, workbook);
  const part = related.get(sheet);
  if (part?.type !== 'worksheet')
    throw new TableError('table', 'The file is damaged: its first sheet is missing.', { at: workbook });
  const one = (type: string) =>
    [...related.values()].find((relation) => relation.type === type && parts.has(relation.target))?.target;
  const strings = await readStrings(parts, one('sharedStrings'), limits);
  const dates = await readDateStyles(parts, one('styles'));
  const collector = new RowCollector(limits);
  await readSheet(parts.chunks(part.target), part.target, { strings, dates, from1904 }, collector);
  return collector.rows;
}

type Relations = Map<string, { type: string; target: string }>;

/** What a part refers to, by id: the last word of each type and the part it means. */
async function relations(parts: ZipParts, owner: string): Promise<Relations> {
  const folder = owner === '' ? '' : dirname(owner);
  const part = posix.join(folder, '_rels', `${posix.basename(owner)}.rels`);
  const found: Relations = new Map();
  if (!parts.has(part)) return found;
  await readXml(parts.chunks(part), part, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
      const target = attributes.Target ?? '';
      found.set(attributes.Id ?? '', {
        type: (attributes.Type ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    },
  });
  return found;
}

async function firstSheet(parts: ZipParts, workbook: string): Promise<{ sheet: string; from1904: boolean }> {
  const sheets: { id: string; hidden: boolean }[] = [];
  let from1904 = false;
  await readXml(parts.chunks(workbook), workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      if (sheets.length === MAX_SHEETS) throw beyond('too_many_sheets', 'sheets', MAX_SHEETS);
      sheets.push({ id: attribute(attributes, 'id') ?? '', hidden: (attributes.state ?? 'visible') !== 'visible' });
    },
  });
  return { sheet: (sheets.find(({ hidden }) => !hidden) ?? sheets[0])?.id ?? '', from1904 };
}

/** The texts that cells refer to; phonetic guides are left out. */
async function readStrings(parts: ZipParts, part: string | undefined, limits: TableLimits): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let text = '';
  let characters = 0;
  let inText = false;
  let guide = false;
  await readXml(parts.chunks(part), part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = !guide;
      else if (name === 'rPh') guide = true;
    },
    text(more) {
      if (inText) text += more;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') guide = false;
      else if (name === 'si') {
        characters += text.length;
        if (strings.length === limits.cells) throw beyond('too_many_cells', 'texts', limits.cells, part);
        if (characters > limits.characters) throw beyond('too_many_characters', 'characters', limits.characters, part);
        strings.push(fromXstring(text));
      }
    },
  });
  return strings;
}

/** For each style whether it shows a date. */
async function readDateStyles(parts: ZipParts, part: string | undefined): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  if (part === undefined) return styles;
  let inCells = false;
  await readXml(parts.chunks(part), part, {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) styles.push(showsDate(Number(numFmtId), codes.get(Number(numFmtId))));
      if (codes.size > MAX_STYLES || styles.length > MAX_STYLES)
        throw beyond('too_many_styles', 'styles', MAX_STYLES, part);
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}
