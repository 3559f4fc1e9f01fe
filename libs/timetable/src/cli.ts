import { readFile, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Impossibility } from './diagnose.ts';
import { evaluate, type Evaluation } from './evaluation/evaluate.ts';
import { readJson, writeJson } from './input/json-file.ts';
import { Layout } from './layout.ts';
import { SolverInputError, type SolverInput, type Timetable } from './input/solver-input.ts';
import { formatScore } from './evaluation/score.ts';
import { Solver, type Solution } from './solve.ts';
import { readWorkbook, WorkbookError, writeWorkbook } from './workbook/index.ts';

const USAGE = `usage: npm run timetable -- solve FILE.json|FILE.xlsx
                                      [--seconds N | --moves N] [--seed N] [--warm] --out FILE
       npm run timetable -- score FILE.json|FILE.xlsx`;

const DEFAULT_SECONDS = 30;

/**
 * Exit 0 when done, 1 when the file cannot be read or scheduled (said by sheet and cell, or field), 2 for a wrong call.
 */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      moves: { type: 'string' },
      seed: { type: 'string' },
      warm: { type: 'boolean' },
      out: { type: 'string' },
    },
  });
  const [command, file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) return usage();
  if (command === 'score') {
    const { input, timetable } = await read(file);
    const evaluation = evaluate(new Layout(input), timetable);
    report(evaluation, [], { moves: 0, seconds: 0 });
    return 0;
  }
  const numbers = [values.seconds, values.moves, values.seed].map(positive);
  const [seconds, moves, seed = 1] = numbers;
  if (command !== 'solve' || values.out === undefined || numbers.some(Number.isNaN)) return usage();
  if (values.out.endsWith('.xlsx') && !file.endsWith('.xlsx'))
    throw new SolverInputError('--out', 'an .xlsx result needs an .xlsx to fill in');
  const { input, timetable, bytes } = await read(file);
  const budget =
    moves === undefined ? { seconds: seconds ?? DEFAULT_SECONDS } : { moves, seconds: seconds ?? Infinity };
  const solution = await run(new Solver(input, { ...budget, seed, initial: timetable, warm: values.warm === true }));
  await writeFile(
    values.out,
    values.out.endsWith('.xlsx')
      ? writeWorkbook(bytes, input, solution.timetable)
      : writeJson(input, solution.timetable),
  );
  report(evaluate(new Layout(input), solution.timetable), solution.impossible, solution);
  return 0;
}

async function read(file: string): Promise<{ input: SolverInput; timetable: Timetable; bytes: Uint8Array }> {
  const bytes = await readFile(file);
  return { ...(file.endsWith('.xlsx') ? readWorkbook(bytes) : readJson(bytes.toString('utf8'))), bytes };
}

/** Shows the progress on standard error; Ctrl-C ends the search with what it has. */
async function run(solver: Solver): Promise<Solution> {
  let stopped = false;
  process.once('SIGINT', () => (stopped = true));
  for (const thing of solver.impossible) console.error(`impossible: ${inWords(thing)}`);
  let shown = 0;
  for (const progress of solver.run()) {
    if (process.stderr.isTTY && progress.seconds - shown >= 0.5) {
      shown = progress.seconds;
      process.stderr.write(
        `\r${progress.seconds.toFixed(1)} s  ${formatScore(progress.score)}  ${progress.moves} moves `,
      );
    }
    await setImmediate();
    if (stopped) break;
  }
  if (shown > 0) process.stderr.write('\n');
  return solver.result();
}

function inWords(thing: Impossibility): string {
  const talks =
    thing.talks.length > 12
      ? `${thing.talks.slice(0, 12).join(', ')} and ${thing.talks.length - 12} more`
      : thing.talks.join(', ');
  const because = thing.constraints.length > 0 ? ` (${thing.constraints.join(', ')})` : '';
  switch (thing.reason) {
    case 'no-cell':
      return `talk ${talks} has no cell at all${because}`;
    case 'too-few-cells':
      return `${thing.talks.length} talks share ${thing.cells} cells${because}: ${talks}`;
    case 'speaker-has-too-many':
    case 'tag-has-too-many':
      return (
        `${thing.group} has ${thing.talks.length} talks and ${thing.cells} timeslots ` +
        `apart from each other${because}: ${talks}`
      );
    case 'prerequisites-too-long':
      return `the chain ${talks} does not fit into the edition${because}`;
  }
}

function report(evaluation: Evaluation, impossible: Impossibility[], run: { moves: number; seconds: number }): void {
  const constraints = Object.fromEntries(
    Object.entries(evaluation.constraints).map(([name, total]) => [
      name,
      { score: formatScore(total.score), matches: total.matches.length },
    ]),
  );
  for (const [name, total] of Object.entries(constraints))
    console.log(`${name.padEnd(42)} ${total.score.padStart(28)}  ${total.matches} matches`);
  if (evaluation.unplaced.length > 0) console.log(`not placed: ${evaluation.unplaced.join(', ')}`);
  console.log(
    JSON.stringify({
      ...evaluation.score,
      constraints,
      ...(evaluation.unplaced.length > 0 ? { unplaced: evaluation.unplaced } : {}),
      ...(impossible.length > 0 ? { impossible: impossible.map(inWords) } : {}),
      moves: run.moves,
      seconds: Math.round(run.seconds * 100) / 100,
    }),
  );
}

/** undefined when not given, NaN when it is no number above 0. */
function positive(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  return number > 0 && Number.isFinite(number) ? number : NaN;
}

function usage(): number {
  console.error(USAGE);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof WorkbookError || error instanceof SolverInputError) console.error(error.message);
  else console.error(`${(error as Error).message}\n${USAGE}`);
  process.exitCode = error instanceof WorkbookError || error instanceof SolverInputError ? 1 : 2;
}
