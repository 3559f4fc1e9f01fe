import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const MAX_FILES = 12;
/** What stays together by nature. */
const LONGER = ['apps/api/src/migrations', 'docs/decisions', 'docs/screenshots', 'tests/journeys'];
/** What is made, not written. */
const MADE = ['**/node_modules', '**/dist', '**/dist-dev'];

test('a folder holds what one thing needs, a dozen files at most', () => {
  const files = globSync('{apps,docs,libs,tests}/**/*.*', {
    cwd: join(import.meta.dirname, '..'),
    exclude: MADE,
    withFileTypes: true,
  }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1_000);
  const folders = Map.groupBy(files, ({ parentPath }) => parentPath);
  const root = dirname(import.meta.dirname);
  const full = [...folders]
    .map(([folder, { length }]) => ({ folder: folder.slice(root.length + 1), files: length }))
    .filter(({ folder, files: count }) => count > MAX_FILES && !LONGER.includes(folder));
  expect(full).toEqual([]);
});
