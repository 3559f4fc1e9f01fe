import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { clientOf } from '../../../apps/api/src/testing/clients/client.ts';

/**
 * Runs schemathesis (PyPI) over the OpenAPI document of a running installation with the demo accounts, as guest,
 * attendee, organizer and administrator, and ends with 1 when any operation answered 5xx:
 * `node tests/soak/fuzz/schemathesis.ts ADDRESS [--st PROGRAM] [--examples N] [--seed N]`
 */
const { values, positionals } = parseArgs({
  options: {
    st: { type: 'string', default: 'st' },
    examples: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
  },
  allowPositionals: true,
});
const [address = 'http://localhost:3000'] = positionals;
/** A path is of this folder, a bare name one of PATH. */
const program = values.st.includes('/') ? resolve(values.st) : values.st;
const anonymous = clientOf(address, '');

/**
 * Signed in before the first run: schemathesis tries the sign-in too, and the product then refuses more of it for a
 * while.
 */
const roles = {
  guest: await cookieOf('/api/guest'),
  attendee: await signIn('attendee'),
  organizer: await signIn('organizer'),
  administrator: await signIn('admin'),
};

const failed = Object.entries(roles).filter(([role, cookie]) => {
  console.log(`\n${role}`);
  return runAs(cookie) !== 0;
});
if (failed.length > 0) console.error(`\nanswered 5xx: ${failed.map(([role]) => role).join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

function signIn(account: string): Promise<string> {
  return cookieOf('/api/auth/sign-in/email', { email: `${account}@everexpo.example`, password: 'everexpo-demo' });
}

/** @throws Error when the product refuses */
async function cookieOf(path: string, body?: object): Promise<string> {
  const { status, headers } = await anonymous.send('POST', path, body);
  if (status >= 400) throw new Error(`${path}: ${status}`);
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

function runAs(cookie: string): number {
  const run = spawnSync(
    program,
    [
      ...['run', `${address}/api/openapi.json`, '--header', `Cookie: ${cookie}`],
      ...['--checks', 'not_a_server_error', '--phases', 'examples,coverage,fuzzing', '--continue-on-failure'],
      ...['--max-examples', values.examples, '--seed', values.seed, '--no-shrink', '--generation-database', 'none'],
      // Signing out would end the session under which all the others are sent.
      ...['--exclude-path', '/api/auth/sign-out', '--suppress-health-check', 'all', '--warnings', 'off'],
    ],
    // It keeps what it found in the folder it runs in.
    { stdio: 'inherit', cwd: tmpdir() },
  );
  if (run.error) throw run.error;
  return run.status ?? 1;
}
