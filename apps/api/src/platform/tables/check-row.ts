import { isTableRule, tableRuleText, type Label, type RuleValues, type RowError } from '@everexpo/contracts';
import { isFieldRule, ruleText } from '@everexpo/contracts/problems';
import { isErrorValue, type NumberedTable } from '@everexpo/interchange/cells';
import type { z } from 'zod';
import type { Column } from './match-columns.ts';

/** An error of one cell, its column and its rule said in both languages. */
export function rowError(row: number, column: Column | undefined, rule: string, values: RuleValues = {}): RowError {
  const { zh = '', en = '' } = column ?? {};
  const text = wordsOf(rule, values);
  return { row, column: zh, columnEn: en, rule, values, detail: text.en, detailZh: text.zh };
}

/** What a rule of tables says, or one that forms have too. */
function wordsOf(rule: string, values: RuleValues): Label {
  if (isTableRule(rule) || !isFieldRule(rule)) return tableRuleText(rule, values);
  return { zh: ruleText(rule, values as never, 'zh'), en: ruleText(rule, values as never, 'en') };
}

/** A row in merged cells: what it lacks may be meant by the value beside or above it, which is not ours to guess. */
export function mergedCellsError({ numbers, merged, headers }: NumberedTable, index: number): RowError | null {
  const cells = merged[index];
  if (!cells) return null;
  const heading = headers[cells.column - 1] ?? '';
  return rowError(numbers[index] as number, { key: '', zh: heading, en: heading }, 'merged_cells', { at: cells.ref });
}

/** A row's cells by the key of their column; '' where the file has no such column. */
export const cellsByKey = (
  cells: string[],
  columns: readonly Column[],
  places: readonly number[],
): Record<string, string> => Object.fromEntries(columns.map(({ key }, at) => [key, cells[places[at] as number] ?? '']));

/** One row by its schema, or all that is wrong with it. An error value of a spreadsheet is never content. */
export function checkRow<T>(
  row: number,
  raw: Record<string, string>,
  columns: readonly Column[],
  schema: z.ZodType<T>,
): { data: T; rowErrors: [] } | { data: null; rowErrors: RowError[] } {
  const column = (key: unknown) => columns.find((one) => one.key === key);
  const broken = columns.filter(({ key }) => isErrorValue(raw[key] ?? ''));
  const parsed = schema.safeParse(raw);
  if (parsed.success && broken.length === 0) return { data: parsed.data, rowErrors: [] };
  const others = (parsed.error?.issues ?? []).filter(({ path }) => !broken.some(({ key }) => key === path[0]));
  return {
    data: null,
    rowErrors: [
      ...broken.map((one) => rowError(row, one, 'cell_error', { value: raw[one.key] as string })),
      ...others.map((issue) => rowError(row, column(issue.path[0]), ...ruleOf(issue))),
    ],
  };
}

/** A schema's issue as a rule with the values that its text names; a contract's own rule is its message. */
export function ruleOf(issue: z.core.$ZodIssue): [rule: string, values: RuleValues] {
  const { rule, values } = (issue.code === 'custom' ? (issue.params ?? {}) : {}) as {
    rule?: string;
    values?: RuleValues;
  };
  if (rule !== undefined) return [rule, values ?? {}];
  if (isFieldRule(issue.message)) return [issue.message, {}];
  if (issue.code === 'too_small')
    return Number(issue.minimum) <= 1 ? ['required', {}] : ['too_short', { min: Number(issue.minimum) }];
  if (issue.code === 'too_big') return ['too_long', { max: Number(issue.maximum) }];
  if (issue.code === 'invalid_format') return [issue.format, {}];
  return ['other', { rule: issue.code === 'custom' ? issue.message : issue.code }];
}
