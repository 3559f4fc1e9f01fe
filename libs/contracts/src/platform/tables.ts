import { z } from 'zod';
import { PageLanguage, type Label } from '../vocabulary.ts';

/** What a rule is about: numbers and words that its text names. */
export const RuleValues = z.record(z.string(), z.union([z.string(), z.number()]));
export type RuleValues = z.infer<typeof RuleValues>;

/** How a table is imported: the reader's language is that of the file of its bad rows. */
export const ImportTableQuery = z.strictObject({ language: PageLanguage.default('zh') });
export type ImportTableQuery = z.infer<typeof ImportTableQuery>;

/**
 * What is wrong with one cell; rows count as the spreadsheet shows them, columns are named as each language heads them.
 * `detail` and `detailZh` are what the rule says in each language.
 */
export const RowError = z.object({
  row: z.int(),
  column: z.string(),
  columnEn: z.string(),
  rule: z.string(),
  values: RuleValues.default({}),
  detail: z.string(),
  detailZh: z.string(),
});
export type RowError = z.infer<typeof RowError>;

/** What a rule says to the person who made the table; `{{name}}` stands for one of its values. */
const texts: Record<string, Label> = {
  // Of a whole file
  table: { zh: '文件已损坏，或不是 XLSX 或 CSV 表格。', en: 'The file is damaged, or is no XLSX or CSV table.' },
  damaged_at: { zh: '文件已损坏（{{at}}）。', en: 'The file is damaged ({{at}}).' },
  no_header: { zh: '文件里没有表头行。', en: 'The file has no header row.' },
  required_file: { zh: '请选择一个不为空的文件。', en: 'Choose a file that is not empty.' },
  missing_columns: { zh: '表格缺少这些列：{{columnsZh}}。', en: 'The table lacks columns: {{columnsEn}}.' },
  repeated_columns: { zh: '表格里有重复的列：{{columnsZh}}。', en: 'The table has columns twice: {{columnsEn}}.' },
  too_many_bytes: { zh: '文件过大，最大 {{megabytes}} MB。', en: 'The file is too large: {{megabytes}} MB at most.' },
  too_large: { zh: '文件过大。', en: 'The file is too large.' },
  too_many_unpacked_bytes: {
    zh: '文件解压后过大，最大 {{megabytes}} MB；请删去空行、空列的格式和图片。',
    en: 'The file is over {{megabytes}} MB once unpacked; delete formats of empty rows and columns, and pictures.',
  },
  compression_ratio: {
    zh: '文件的压缩比异常，不予读取；请另存为新的 XLSX。',
    en: 'The file is compressed too much to be read safely; save it as a new XLSX.',
  },
  too_many_parts: {
    zh: '文件内的部件过多，最多 {{limit}} 个。',
    en: 'The file has too many parts: {{limit}} at most.',
  },
  too_many_sheets: {
    zh: '工作表过多，最多 {{limit}} 个。',
    en: 'The workbook has too many sheets: {{limit}} at most.',
  },
  too_many_styles: {
    zh: '单元格样式过多，最多 {{limit}} 种。',
    en: 'The workbook has too many cell styles: {{limit}} at most.',
  },
  too_many_rows: {
    zh: '行数过多（{{at}}），最多 {{limit}} 行。',
    en: 'There are too many rows ({{at}}): {{limit}} at most.',
  },
  too_many_columns: {
    zh: '列数过多（{{at}}），最多 {{limit}} 列。',
    en: 'There are too many columns ({{at}}): {{limit}} at most.',
  },
  too_many_cells: {
    zh: '有内容的单元格过多（{{at}}），最多 {{limit}} 个。',
    en: 'There are too many cells with content ({{at}}): {{limit}} at most.',
  },
  too_many_characters: {
    zh: '文字过多（{{at}}），全表最多 {{limit}} 个字符。',
    en: 'There is too much text ({{at}}): {{limit}} characters in all at most.',
  },
  cell_too_long: {
    zh: '单元格 {{at}} 的文字过长，最多 {{limit}} 个字符。',
    en: 'The text in cell {{at}} is too long: {{limit}} characters at most.',
  },
  merged_cells: {
    zh: '{{at}} 是合并单元格；请先取消合并。',
    en: 'The cells {{at}} are merged; take them apart first.',
  },
  xml_depth: {
    zh: '文件结构异常，不予读取（{{at}}）。',
    en: 'The structure of the file is too deep to be read ({{at}}).',
  },
  xml_doctype: {
    zh: '文件中含有不允许的声明，不予读取（{{at}}）。',
    en: 'The file contains declarations that are not allowed ({{at}}).',
  },
  encrypted: { zh: '文件已加密；请取消密码后再上传。', en: 'The file is encrypted; save it without a password.' },
  old_excel: {
    zh: '这是 Excel 97-2003 格式（.xls）；请另存为 .xlsx。',
    en: 'The file is of Excel 97-2003 (.xls); save it as .xlsx.',
  },
  not_xlsx: { zh: '这个压缩文件不是 XLSX 工作簿。', en: 'The file is an archive, but no XLSX workbook.' },
  not_table: {
    zh: '这是图片或文档，不是表格；请上传 XLSX 或 CSV。',
    en: 'The file is a picture or a document, and no table; send an XLSX or CSV file.',
  },
  encoding: {
    zh: '无法识别文件的编码；请存为 XLSX，或 UTF-8、UTF-16、GBK 编码的 CSV。',
    en: 'The encoding of the file is not known; save it as XLSX, or as CSV in UTF-8, UTF-16 or GB18030.',
  },
  broken_quotes: { zh: 'CSV 的引号不成对（{{at}} 起）。', en: 'Quotes in the CSV file do not match (from {{at}} on).' },
  time_limit: {
    zh: '读取文件用时过长，已停止；请精简后再上传。',
    en: 'Reading the file took too long and was stopped; make it simpler.',
  },
  memory_limit: {
    zh: '读取文件占用内存过多，已停止；请精简后再上传。',
    en: 'Reading the file took too much memory and was stopped; make it simpler.',
  },
  crashed: { zh: '文件无法读取。', en: 'The file cannot be read.' },
  busy: { zh: '正在读取的文件太多，请稍后再试。', en: 'Too many files are being read; try again in some seconds.' },
  // Of one cell
  required: { zh: '必填', en: 'must be filled in' },
  too_short: { zh: '至少 {{min}} 个字符', en: 'must have at least {{min}} characters' },
  too_long: { zh: '最多 {{max}} 个字符', en: 'must have at most {{max}} characters' },
  character: { zh: '不能含字符 {{character}}', en: 'must not contain the character {{character}}' },
  cell_error: { zh: '单元格是错误值 {{value}}', en: 'holds the error value {{value}}' },
  one_of: { zh: '应为其中之一：{{wordsZh}}', en: 'must be one of: {{wordsEn}}' },
  amount: { zh: '应为以万元计的金额，最多 6 位小数', en: 'must be an amount in CNY 10,000 with at most 6 decimals' },
  amount_negative: { zh: '金额不能是负数', en: 'an amount cannot be negative' },
  amount_unit: {
    zh: '只填数字，以万元计，不带单位：500万写作 500',
    en: 'must be digits alone, in CNY 10,000: 5 million is 500',
  },
  date: { zh: '应为日期，例如 2026-11-20 或 2026年11月20日', en: 'must be a day, written like 2026-11-20' },
  months: { zh: '应为 1 至 600 的整数（月）', en: 'must be a whole number of months from 1 to 600' },
  email: { zh: '应为邮箱地址', en: 'must be an e-mail address' },
  same_row: { zh: '与第 {{other}} 行是同一项', en: 'is the same as in row {{other}}' },
  known_project: {
    zh: '本届没有这个标识的项目；要作为新项目导入，请清空此格',
    en: 'is the id of no project of this edition; leave it empty for a new project',
  },
  code_taken: { zh: '编号已属于另一个项目', en: 'belongs to another project' },
  known_owner: { zh: '不是任何机构注册成员的邮箱', en: 'is not the address of a registered member of an organisation' },
  differ: { zh: '甲方和乙方不能相同', en: 'must differ from the other party' },
  not_in_future: { zh: '签约日期不能晚于今天', en: 'cannot be later than today' },
  scan_missing: { zh: '不在所传的扫描件之中', en: 'is not among the files that were sent' },
  scan_twice: {
    zh: '有两个以上的文件名为 {{name}}；请改名后再传',
    en: 'More than one file is named {{name}}; give each a name of its own',
  },
  same_scan: { zh: '这份扫描件已录入过', en: 'This very scan has been logged' },
  likely_duplicate: {
    zh: '相同双方、相同金额的协议已录入；如确为另一份，请单独录入',
    en: 'A paper between these parties for this amount has been logged; log it by itself if it is another one',
  },
  file_kind: { zh: '扫描件应为 PDF、JPEG 或 PNG', en: 'The scan must be a PDF, a JPEG or a PNG' },
  readable: { zh: '扫描件已损坏，请重新扫描', en: 'The scan is damaged; scan it again' },
  not_encrypted: {
    zh: '扫描件已加密，请取消密码',
    en: 'The scan is encrypted; send one that opens without a password',
  },
  no_scripts: {
    zh: '扫描件含有脚本或附件，请重新打印为 PDF',
    en: 'The scan contains scripts or attached files; print it to PDF again',
  },
  max_pixels: {
    zh: '扫描件的像素过多，请降低分辨率后重新扫描',
    en: 'The scan has too many pixels; scan it at a lower resolution',
  },
  max_content: {
    zh: '扫描件页面的内容过大，请打印或重新扫描为 PDF',
    en: 'The pages of the scan hold too much; print or scan it to PDF again',
  },
  drawable: { zh: '含有无法打印的字符，请换一种写法', en: 'holds a sign that cannot be printed; write it another way' },
  other: { zh: '内容不符合要求（{{rule}}）', en: 'breaks a rule ({{rule}})' },
};

/** The place of a value; brackets around it go with it when there is none. */
const PLACE = / ?[（(][^（(]*\{\{(\w+)\}\}[^（(]*[）)]|\{\{(\w+)\}\}/g;

/** A rule of tables in both languages, with its values filled in; a rule without a text of its own is named. */
export function tableRuleText(rule: string, values: RuleValues = {}): Label {
  const name = rule === 'table' && values.at !== undefined ? 'damaged_at' : rule;
  const text = (isTableRule(name) ? texts[name] : texts.other) as Label;
  const filled: RuleValues = {
    rule,
    ...values,
    ...(typeof values.limit === 'number' ? { megabytes: Math.round(values.limit / 1024 / 1024) } : {}),
  };
  const fill = (template: string) =>
    template.replace(PLACE, (found, inBrackets?: string, bare?: string) => {
      const value = filled[inBrackets ?? bare ?? ''];
      if (value === undefined) return '';
      return found.replace(/\{\{\w+\}\}/, () => String(value));
    });
  return { zh: fill(text.zh), en: fill(text.en) };
}

/** Whether a rule of a file has words of its own. */
export const isTableRule = (rule: string): boolean => Object.hasOwn(texts, rule);
