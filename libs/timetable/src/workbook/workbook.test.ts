import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aTempFolder } from '../../../../tests/support/a-temp-folder.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { Layout } from '../layout.ts';
import { formatScore } from '../evaluation/score.ts';
import { solve } from '../solve.ts';
import { Workbook } from './cells.ts';
import { readWorkbook, WorkbookError, writeWorkbook } from './index.ts';

const folder = join(import.meta.dirname, '../../../../../shared/standards/conference');
const there = existsSync(folder);
if (!there) console.warn(`skipped: no conference workbooks at ${folder}`);
const instances = there ? readdirSync(folder).filter((file) => file.endsWith('.xlsx')) : [];

interface Expected {
  file: string;
  score: string;
  constraints: Record<string, { score: string; matches: number }>;
}

describe.skipIf(!there)('workbooks of the conference scheduling example, of ../shared', () => {
  const expected = there
    ? readFileSync(join(folder, 'scored/expected.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Expected)
    : [];

  test.each(expected)(
    'scores $file exactly as its own program does, constraint by constraint',
    ({ file, score, constraints }) => {
      const cli = join(import.meta.dirname, '../cli.ts');
      const printed = execFileSync(process.execPath, [cli, 'score', join(folder, 'scored', file)], {
        encoding: 'utf8',
      });
      const line = JSON.parse(printed.trim().split('\n').at(-1) as string) as {
        hard: number;
        medium: number;
        soft: number;
        constraints: object;
      };
      expect(formatScore(line)).toBe(score);
      expect(line.constraints).toEqual(constraints);
    },
  );

  test.each(instances)('finds a timetable of %s that breaks nothing hard or medium, and writes it back', (file) => {
    const bytes = readFileSync(join(folder, file));
    const { input, timetable } = readWorkbook(bytes);
    const solution = solve(input, { seed: 1, moves: 1_000_000, initial: timetable });
    expect(solution.unplaced).toEqual([]);
    expect(solution.score).toMatchObject({ hard: 0, medium: 0 });

    const back = readWorkbook(writeWorkbook(bytes, input, solution.timetable));
    expect(back.timetable).toEqual(solution.timetable);
    expect(back.input).toEqual(input);
    expect(evaluate(new Layout(back.input), back.timetable).score).toEqual(solution.score);
  });

  test('gives every other part of the workbook back byte for byte, and every other cell as it was', () => {
    const bytes = readFileSync(join(folder, instances[0] as string));
    const { input, timetable } = readWorkbook(bytes);
    const written = new Workbook(
      writeWorkbook(bytes, input, solve(input, { moves: 20_000, initial: timetable }).timetable),
    );
    const before = new Workbook(bytes);
    for (const name of ['Configuration', 'Timeslots', 'Rooms', 'Speakers', 'Talks', 'Score view']) {
      const [old, now] = [before.sheet(name), written.sheet(name)];
      const cells = cellsOf(old);
      expect(cellsOf(now)).toHaveLength(cells.length);
      for (const [row, column] of cells) expect(now.fill(row, column)).toBe(old.fill(row, column));
      const filledIn = (row: number, column: number) => name === 'Talks' && row > 1 && column >= 24 && column <= 27;
      const kept = cells.filter(([row, column]) => !filledIn(row, column));
      for (const [row, column] of kept) expect(now.text(row, column)).toBe(old.text(row, column));
    }
  });

  test('a room or timeslot without talk types takes them all', () => {
    const workbook = new Workbook(readFileSync(join(folder, '18talks-6timeslots-5rooms.xlsx')));
    workbook.sheet('Rooms').setText(3, 3, '');
    expect(readWorkbook(workbook.save()).input.rooms[0]?.kinds).toEqual(['Lab', 'Breakout']);
  });

  test('names everything that is wrong by sheet and cell', () => {
    const workbook = new Workbook(readFileSync(join(folder, '18talks-6timeslots-5rooms.xlsx')));
    workbook.sheet('Timeslots').setText(3, 2, '25:99');
    workbook.sheet('Timeslots').setText(7, 1, 'Mon 2018-13-41');
    workbook.sheet('Talks').setText(5, 20, 'S04');
    workbook.sheet('Talks').setText(6, 20, 'S03');
    workbook.sheet('Talks').setText(2, 27, 'R 99');
    workbook.sheet('Talks').setText(4, 4, 'Nobody Known');
    workbook.sheet('Talks').setText(8, 21, 'many');
    const error = failure(() => readWorkbook(workbook.save()));
    expect(error.problems.map((input) => input.where)).toEqual(
      expect.arrayContaining(['Timeslots!B3', 'Timeslots!A7', 'Talks!T5', 'Talks!AA2', 'Talks!D4', 'Talks!U8']),
    );
    expect(error.message).toContain('prerequisites form a cycle: S03 after S04 after S03');
  });

  test('the command line refuses a broken file with exit 1 and the reason', () => {
    const file = join(aTempFolder('timetable'), 'broken.xlsx');
    writeFileSync(file, 'not a zip');
    const run = () =>
      execFileSync(process.execPath, [join(import.meta.dirname, '../cli.ts'), 'score', file], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run).toThrow(
      expect.objectContaining({
        status: 1,
        stderr: expect.stringContaining('is not an XLSX workbook') as string,
      }) as Error,
    );
  });
});

/** Row and column of each cell of a sheet. */
function cellsOf({ rowCount, columnCount }: { rowCount: number; columnCount: number }): [number, number][] {
  const columns = Array.from({ length: columnCount }, (_, at) => at + 1);
  return Array.from({ length: rowCount }, (_, at) => at + 1).flatMap((row) =>
    columns.map((column): [number, number] => [row, column]),
  );
}

function failure(run: () => unknown): WorkbookError {
  try {
    run();
  } catch (error) {
    if (error instanceof WorkbookError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}
