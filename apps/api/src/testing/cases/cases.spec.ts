import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../test-api.ts';
import { DOORS, uploadName, uploadsOf } from '../uploads.ts';
import { captions } from './captions.ts';
import { caseNames, casesToTakeOver } from './case-files.ts';
import type { Outcomes } from './outcome.ts';
import { pdfs } from './pdfs.ts';
import { schedules } from './schedules.ts';
import { tables } from './tables.ts';

const OUTCOMES: Outcomes = { ...captions, ...pdfs, ...schedules, ...tables };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('every upload of the API has a door, so that files of every kind are sent there', async () => {
  const uploads = await uploadsOf(api.anonymous);
  expect(uploads.map(uploadName)).toContain('POST /api/agreements/paper scan');
  expect(uploads.map(uploadName).filter((name) => !(name in DOORS))).toEqual([]);
});

describe('the folder of cases', () => {
  test('every file has its outcomes, and every outcome its file', () => {
    expect(Object.keys(OUTCOMES).sort()).toEqual(caseNames());
  });

  test('no case has arrived that this tree lacks', () => {
    const missing = casesToTakeOver();
    if (missing === null) console.warn('none arrive here: there is no ../shared/cases on this machine');
    expect(missing ?? []).toEqual([]);
  });
});

describe.each(Object.entries(OUTCOMES))('%s', (_name, outcomes) => {
  test.each(Object.entries(outcomes))('%s', (_title, see) => see(api));
});
