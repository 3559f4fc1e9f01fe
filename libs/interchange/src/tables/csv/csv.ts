import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { textOf, type Cell } from '../cell.ts';
import { RowCollector, type Row } from '../collect-rows.ts';
import { decodeText } from './decode-text.ts';
import { guard, unguard } from './formula-guard.ts';
import { TableError, type TableLimits } from '../table-error.ts';

const SEPARATORS = [',', ';', '\t', '|'] as const;
/** What is quoted beside what must be: other separators, so that ours is told from the header; outer blanks. */
const QUOTED = /[,;\t|\r\n]|^\s|\s$/;
const SLICE = 64 * 1024;

/**
 * Reads text with separators, as far as the limits allow. Separator and encoding are recognised.
 * @throws TableError by rule and cell
 */
export async function readCsv(bytes: Buffer, limits: TableLimits): Promise<Row[]> {
  const { text, separator } = splitHint(decodeText(bytes));
  const collector = new RowCollector(limits);
  const parser = parse({
    delimiter: separator ?? separatorOf(text),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
  });
  let row = 0;
  try {
    for await (const record of Readable.from(slices(text)).pipe(parser) as AsyncIterable<string[]>) {
      row += 1;
      for (const [at, cell] of record.entries()) if (cell !== '') collector.put(row, at + 1, unguard(cell));
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser is ahead of what has been taken from it.
    const at = `A${((error as CsvError & { records?: number }).records ?? row) + 1}`;
    throw new TableError('broken_quotes', `broken_quotes at ${at}: ${error.message}`, { at });
  } finally {
    parser.destroy();
  }
  return collector.rows;
}

/**
 * In UTF-8 with a byte order mark, for Excel's sake, and without U+0000, which ends texts in many readers. Texts that
 * look like formulas are guarded, reversibly.
 */
export function writeCsv(rows: readonly (readonly Cell[])[]): Buffer {
  const texts = rows.map((cells) =>
    cells.map((cell) => (typeof cell === 'string' ? guard(cell.replaceAll('\0', '')) : textOf(cell))),
  );
  return Buffer.from(stringify(texts, { bom: true, record_delimiter: 'windows', quoted_match: QUOTED }));
}

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    // A pair of surrogates stays together.
    const end = at + SLICE + (/[\ud800-\udbff]/.test(text.charAt(at + SLICE - 1)) ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

/** Excel's own first line that names the separator, which it does not show. */
function splitHint(text: string): { text: string; separator?: string } {
  const hint = /^sep=([,;\t|])(\r\n|\n|\r|$)/i.exec(text);
  return hint ? { text: text.slice(hint[0].length), separator: hint[1] as string } : { text };
}

/** The separator that stands most often in the first line with content, outside quotes. */
function separatorOf(text: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of text.slice(0, SLICE).trimStart()) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return SEPARATORS.reduce<string>((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best), ',');
}
