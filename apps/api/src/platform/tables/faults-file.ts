import { tableRuleText, type TableFault } from '@everexpo/contracts';
import { formatOf, type NumberedTable } from '@everexpo/interchange/cells';
import { writeTableFile } from './table-files.ts';

const FAULT_COLUMN = { zh: '错误原因', en: 'What is wrong' };

/** The bad rows as they were, in the format they came in, with a column that says why, as base64; null without any. */
export async function faultsFile(
  { headers, rows, numbers }: NumberedTable,
  faults: TableFault[],
  bytes: Buffer,
): Promise<string | null> {
  const byRow = Map.groupBy(faults, ({ row }) => row);
  if (byRow.size === 0) return null;
  const keep = headers
    .map((_, at) => at)
    .filter((at) => ![FAULT_COLUMN.zh, FAULT_COLUMN.en].includes(headers[at] ?? ''));
  const bad = rows.flatMap((cells, index) => {
    const wrong = byRow.get(numbers[index] as number);
    return wrong ? [[...keep.map((at) => cells[at] ?? ''), wrong.map(reason).join('; ')]] : [];
  });
  const file = await writeTableFile(
    { headers: [...keep.map((at) => headers[at] as string), FAULT_COLUMN.zh], rows: bad },
    formatOf(bytes),
  );
  return file.toString('base64');
}

/** A file is read by people of either language. */
function reason({ column, rule, values }: TableFault): string {
  const { zh, en } = tableRuleText(rule, values);
  return `${column}: ${zh} (${en})`;
}
