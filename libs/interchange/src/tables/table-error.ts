/** What a table may be at most. Plain data: it travels to whichever process reads. */
export interface TableLimits {
  /** Of the file as it came. */
  bytes: number;
  /** Of all parts of an XLSX file together, as its directory tells and as they turn out. */
  unpackedBytes: number;
  /** Unpacked by packed bytes; looked at beyond one megabyte. */
  ratio: number;
  /** Rows that hold something, below the header row. */
  rows: number;
  columns: number;
  /** Cells that hold something. */
  cells: number;
  /** UTF-16 units in one cell; Excel itself takes 32,767. */
  cellLength: number;
  /** UTF-16 units in all cells together, however often one text is used. */
  characters: number;
}

/** Room for anything that our own imports take; a caller narrows what it knows better. */
export const TABLE_LIMITS: TableLimits = {
  bytes: 10 * 1024 * 1024,
  unpackedBytes: 64 * 1024 * 1024,
  ratio: 200,
  rows: 20_000,
  columns: 100,
  cells: 400_000,
  cellLength: 32_767,
  characters: 16 * 1024 * 1024,
};

/** Why a file is not taken as a table. */
export type TableRule =
  | 'table'
  | 'no_header'
  | 'too_many_bytes'
  | 'too_many_unpacked_bytes'
  | 'compression_ratio'
  | 'too_many_parts'
  | 'too_many_sheets'
  | 'too_many_styles'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'too_many_cells'
  | 'too_many_characters'
  | 'cell_too_long'
  | 'xml_depth'
  | 'xml_doctype'
  | 'encrypted'
  | 'old_excel'
  | 'not_xlsx'
  | 'not_table'
  | 'encoding'
  | 'broken_quotes';

/** A file that is no table, or goes beyond the limits: by rule, and by cell or part where there is one. */
export class TableError extends Error {
  override name = 'TableError';
  readonly rule: TableRule;
  readonly at: string | undefined;
  readonly limit: number | undefined;

  constructor(rule: TableRule, message: string, { at, limit }: { at?: string; limit?: number } = {}) {
    super(message);
    this.rule = rule;
    this.at = at;
    this.limit = limit;
  }
}

/** For a measure that goes beyond its limit. */
export const beyond = (rule: TableRule, what: string, limit: number, at?: string) =>
  new TableError(rule, `${rule}${at ? ` at ${at}` : ''}: ${limit} ${what} at most.`, { at, limit });
