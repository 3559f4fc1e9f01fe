import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { RESULTS_VARIABLE } from '../support/runner/line-reporter.ts';
import { ROOT } from '../support/installation/stack.ts';

/** What the commands of CONTRIBUTING say and do. */
const run = promisify(execFile);

interface Ended {
  code?: number;
  stdout: string;
}

test('what is built is not built once more', async () => {
  const { stdout } = await run('npm', ['run', 'build', '--silent'], { cwd: ROOT });
  expect(stdout).toBe('');
});

test.each([
  ['a file', ['no/such/file'], 'Nothing was run: no test file matches.'],
  ['a title', ['libs/clauses', '-t', 'no such title'], 'Nothing was run: no title of a test matches.'],
])('where %s matches nothing, it is said', async (_, filters, said) => {
  const { [RESULTS_VARIABLE]: _results, ...env } = process.env;
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...filters];
  const { stdout, code } = await run(process.execPath, vitest, { cwd: ROOT, env }).then(
    (ended): Ended => ended,
    (error: Ended) => error,
  );
  expect(stdout).toContain(said);
  expect(code).toBe(1);
});
