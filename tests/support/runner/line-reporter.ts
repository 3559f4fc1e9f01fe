import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import { printResults, type Failure, type Results } from './results.ts';

const ERROR_LINES = 12;

/** Where the runner of `npm test` wants the results, to print those of all its parts at once. */
export const RESULTS_VARIABLE = 'EVEREXPO_TEST_RESULTS';

/**
 * A line when a file has ended, with or without a terminal; at the end what failed, in short, and how to run it alone.
 */
export default class LineReporter implements Reporter {
  /** How a shuffled order is had again. */
  private order = '';

  onInit({ config: { sequence } }: Vitest): void {
    if (!sequence.shuffle) return;
    this.order = ` --sequence.shuffle --sequence.seed ${sequence.seed}`;
    console.log(`The same order again:${this.order}`);
  }

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()];
    const failedTests = tests.filter((test) => test.result().state === 'failed');
    const failed = failedTests.length;
    const broken = failuresOfSuites(module).length;
    const { duration } = module.diagnostic();
    const mark = failed + broken > 0 ? '✗' : '✓';
    const counts = `${tests.length} tests${failed > 0 ? `, ${failed} failed` : ''}${broken > 0 ? ', broken' : ''}`;
    console.log(`${mark} ${module.project.name} ${pathOf(module)}: ${counts}, ${(duration / 1000).toFixed(1)} s`);
    // At once, too: a run that is stopped never comes to its end.
    for (const test of failedTests) console.log(`    ${test.fullName}: ${firstLineOf(test.result().errors?.[0])}`);
  }

  onUserConsoleLog({ content }: { content: string }): void {
    for (const line of content.trimEnd().split('\n')) console.log(`  | ${line}`);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const results: Results = { passed: 0, failed: 0, skipped: [], failures: [] };
    for (const module of modules) {
      for (const test of module.children.allTests()) count(results, test);
      results.failures.push(...failuresOfSuites(module));
    }
    for (const failure of results.failures) if (failure.alone) failure.alone += this.order;
    for (const error of errors) results.failures.push({ title: 'an error outside any test', detail: shortOf(error) });
    results.failed = results.failures.length;
    const file = process.env[RESULTS_VARIABLE];
    if (file) {
      writeFileSync(file, JSON.stringify(results));
      return;
    }
    printResults(results);
    if (results.passed + results.failed === 0) process.exitCode = 1;
  }
}

function count(results: Results, test: TestCase): void {
  const { state, errors } = test.result();
  if (state === 'passed') results.passed += 1;
  else if (state === 'failed') results.failures.push(failureOf(test, errors?.[0]));
  else results.skipped.push(titleOf(test));
}

/** A file or a hook that breaks fails without any test of its own having failed. */
function failuresOfSuites(module: TestModule): Failure[] {
  const suites = [module, ...module.children.allSuites()];
  return suites.flatMap((suite) => suite.errors().map((error) => failureOf(suite, error)));
}

function failureOf(entity: TestCase | TestSuite | TestModule, error: SerializedError | undefined): Failure {
  const module = entity.type === 'module' ? entity : entity.module;
  const only = entity.type === 'test' ? ` -t ${inShell(asPattern(entity.name))}` : '';
  return {
    title: titleOf(entity),
    detail: error ? shortOf(error) : '',
    alone: `npx vitest run --project ${module.project.name} ${pathOf(module)}${only}`,
  };
}

const titleOf = (entity: TestCase | TestSuite | TestModule): string =>
  entity.type === 'module' ? pathOf(entity) : `${pathOf(entity.module)} > ${entity.fullName}`;

const pathOf = (module: TestModule): string => relative(process.cwd(), module.moduleId);

/** Only what means something in a pattern is escaped: RegExp.escape would leave a title that nobody can read. */
const asPattern = (title: string): string => title.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

const inShell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const firstLineOf = (error: SerializedError | undefined): string => (error?.message ?? '').split('\n', 1)[0]!;

/** The message, and where in our files it was thrown. */
function shortOf({ message, diff, stacks }: SerializedError): string {
  const frame = (stacks as { file: string; line: number }[] | undefined)?.[0];
  const place = frame ? `at ${relative(process.cwd(), frame.file)}:${frame.line}` : '';
  const lines = [message, typeof diff === 'string' ? diff : '', place].filter(Boolean).join('\n').split('\n');
  return lines.slice(0, ERROR_LINES).join('\n');
}
