import { cellName, textOf, type Cell, type MergedCells } from './cell.ts';
import { beyond, type TableLimits } from './table-error.ts';

/** A row that holds something; rows count from 1 as the spreadsheet shows them. */
export interface Row {
  number: number;
  cells: Cell[];
  /** The merged cells that the row lies in. */
  merged?: MergedCells;
}

/** Takes cells as a reader comes upon them and holds the limits; only what is there takes room. */
export class RowCollector {
  readonly rows: Row[] = [];
  readonly #limits: TableLimits;
  #cells = 0;
  #characters = 0;

  constructor(limits: TableLimits) {
    this.#limits = limits;
  }

  /** @throws TableError naming the cell that goes beyond a limit */
  put(row: number, column: number, cell: Cell): void {
    const at = cellName(row, column);
    const { rows, columns, cells, cellLength, characters } = this.#limits;
    const length = typeof cell === 'string' ? cell.length : textOf(cell).length;
    if (column > columns) throw beyond('too_many_columns', 'columns', columns, at);
    if (length > cellLength) throw beyond('cell_too_long', 'characters in a cell', cellLength, at);
    if (this.rows.at(-1)?.number !== row) {
      if (this.rows.length > rows) throw beyond('too_many_rows', 'rows', rows, at);
      this.rows.push({ number: row, cells: [] });
    }
    this.#cells += 1;
    this.#characters += length;
    if (this.#cells > cells) throw beyond('too_many_cells', 'cells', cells, at);
    if (this.#characters > characters) throw beyond('too_many_characters', 'characters', characters, at);
    const line = (this.rows.at(-1) as Row).cells;
    while (line.length < column - 1) line.push('');
    line.push(cell);
  }
}
