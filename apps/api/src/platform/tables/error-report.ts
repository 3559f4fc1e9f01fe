import type { Label, RowError } from '@everexpo/contracts';
import { formatOf, type NumberedTable } from '@everexpo/interchange/cells';
import { writeTableFile } from './table-files.ts';

const FAULT_COLUMN: Label = { zh: '错误原因', en: 'What is wrong' };

/**
 * The bad rows as they were, in the format they came in, with a column that says why in the reader's language, as
 * base64; null without any.
 */
export async function writeErrorReport(
  { headers, rows, numbers }: NumberedTable,
  rowErrors: RowError[],
  bytes: Buffer,
  language: keyof Label,
): Promise<string | null> {
  const byRow = Map.groupBy(rowErrors, ({ row }) => row);
  if (byRow.size === 0) return null;
  const keep = headers
    .map((_, at) => at)
    .filter((at) => ![FAULT_COLUMN.zh, FAULT_COLUMN.en].includes(headers[at] ?? ''));
  const bad = rows.flatMap((cells, index) => {
    const wrong = byRow.get(numbers[index] as number);
    return wrong ? [[...keep.map((at) => cells[at] ?? ''), reasons(wrong, language)]] : [];
  });
  const file = await writeTableFile(
    { headers: [...keep.map((at) => headers[at] as string), FAULT_COLUMN[language]], rows: bad },
    formatOf(bytes),
  );
  return file.toString('base64');
}

/** All that is wrong with one row. */
function reasons(rowErrors: RowError[], language: keyof Label): string {
  if (language === 'zh') return rowErrors.map(({ column, detailZh }) => `${column}：${detailZh}`).join('；');
  return rowErrors.map(({ columnEn, detail }) => `${columnEn}: ${detail}`).join('; ');
}
