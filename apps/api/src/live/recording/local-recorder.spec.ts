import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { aTempFolder } from '../../../../../tests/support/a-temp-folder.ts';
import { until } from '../../../../../tests/support/until.ts';
import { Log, UnitOfWork } from '../../platform/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { LocalRecorder } from './local/local-recorder.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ OUTBOX: 'false' });
});
afterAll(() => api.close());

/** Says that it runs and, asked to end, that it has. */
const PROGRAM = `
  const { writeFileSync } = require('node:fs');
  const [sessionId, part] = process.argv.slice(2);
  const name = require('node:path').join(__dirname, sessionId + '-' + part);
  process.on('SIGTERM', () => { writeFileSync(name + '.ended', ''); process.exit(0); });
  writeFileSync(name + '.runs', '');
  setInterval(() => undefined, 1000);
`;

test('the recorder of a part that another goes on with is ended; those of other sessions go on', async () => {
  const folder = aTempFolder('recorders');
  writeFileSync(join(folder, 'recorder.js'), PROGRAM);
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  const program = process.argv[1] as string;
  process.argv[1] = join(folder, 'main.js');
  onTestFinished(() => void (process.argv[1] = program));
  const recorder = new LocalRecorder(api.app.get(UnitOfWork), api.app.get(Log));
  onTestFinished(() => recorder.onApplicationShutdown());
  const has = (file: string) => existsSync(join(folder, file));
  await recorder.start({ sessionId: 'one', part: 1 });
  await recorder.start({ sessionId: 'other', part: 1 });
  await until('both run', () => has('one-1.runs') && has('other-1.runs'));
  await recorder.start({ sessionId: 'one', part: 2 });
  await until('the second part is recorded, the first no more', () => has('one-2.runs') && has('one-1.ended'));
  expect(has('other-1.ended')).toBe(false);
  await recorder.onApplicationShutdown();
  expect(has('other-1.ended') && has('one-2.ended'), 'all end with the API').toBe(true);
});
