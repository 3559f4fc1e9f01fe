import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      { test: { name: 'unit', include: ['{apps,libs}/**/src/**/*.test.ts'], testTimeout: 30_000 } },
      {
        root: 'apps/api',
        test: {
          name: 'api',
          include: ['src/**/*.spec.ts'],
          globalSetup: '../../tests/support/template-database.ts',
          setupFiles: ['reflect-metadata'],
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 420_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
