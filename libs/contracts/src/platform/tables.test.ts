import { expect, test } from 'vitest';
import { isTableRule, tableRuleText } from './tables.ts';

test('a rule says itself in both languages with its values; brackets around a value that is not there go', () => {
  expect(tableRuleText('too_many_columns', { at: 'XFD1048576', limit: 100 })).toEqual({
    zh: '列数过多（XFD1048576），最多 100 列。',
    en: 'There are too many columns (XFD1048576): 100 at most.',
  });
  expect(tableRuleText('too_many_rows', { limit: 5 })).toEqual({
    zh: '行数过多，最多 5 行。',
    en: 'There are too many rows: 5 at most.',
  });
  expect(tableRuleText('too_many_bytes', { limit: 10 * 1024 * 1024 }).zh).toBe('文件过大，最大 10 MB。');
  expect(tableRuleText('table', { at: 'A1' }).en).toBe('The file is damaged (A1).');
  expect(tableRuleText('table').en).toBe('The file is damaged, or is no XLSX or CSV table.');
  expect(tableRuleText('cell_error', { value: '{{at}} $& #N/A' }).en).toBe('holds the error value {{at}} $& #N/A');
});

test('a rule without words is named', () => {
  expect(tableRuleText('strange')).toEqual({ zh: '内容不符合要求（strange）', en: 'breaks a rule (strange)' });
  expect([isTableRule('strange'), isTableRule('encrypted'), isTableRule('toString')]).toEqual([false, true, false]);
});
