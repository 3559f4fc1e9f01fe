import { defineConfig } from 'vitest/config';
import { HANG_MS } from './tests/support/hang.ts';
import { LongestFirst } from './tests/support/runner/longest-first.ts';
import { useRunFolder } from './tests/support/run-folder.ts';

useRunFolder();

/** Longer than any one wait within them, so that it is the wait that says what it was for. */
const [TEST_MS, HOOK_MS] = [5 * HANG_MS, 2 * HANG_MS];

const expect = { poll: { timeout: HANG_MS, interval: 50 } };

/** Tests that cross parts: they wait more than they compute, so three files at a time keep two cores at work. */
const crossing = {
  globalSetup: [
    './tests/support/installation/built-product.setup.ts',
    './tests/support/services/shared-services.setup.ts',
  ],
  maxWorkers: 3,
  testTimeout: TEST_MS,
  hookTimeout: HOOK_MS,
  expect,
};

export default defineConfig({
  test: {
    reporters: ['./tests/support/runner/line-reporter.ts'],
    // Shuffled, they have Vitest's own order.
    ...(process.argv.some((flag) => flag.includes('shuffle')) ? {} : { sequence: { sequencer: LongestFirst } }),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,libs}/**/src/**/*.test.ts'],
          // None changes what others see; a process for each takes longer than most of them.
          isolate: false,
          testTimeout: TEST_MS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        root: 'apps/api',
        test: {
          name: 'api',
          include: ['src/**/*.spec.ts'],
          // What is built migrates the template database, and draws what is drawn in processes of their own.
          globalSetup: ['installation/built-product', 'services/shared-services'].map(
            (name) => `../../tests/support/${name}.setup.ts`,
          ),
          setupFiles: ['reflect-metadata'],
          execArgv: ['--min-semi-space-size=16'],
          maxWorkers: 2,
          // Each file has an API and a database of its own; loading Nest and TypeORM anew for each costs more than
          // both.
          isolate: false,
          testTimeout: TEST_MS,
          hookTimeout: HOOK_MS,
          expect,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'processes',
          include: ['tests/processes/**/*.test.ts'],
          ...crossing,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          ...crossing,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
