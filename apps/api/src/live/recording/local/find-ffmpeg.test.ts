import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newTempFolder } from '../../../../../../tests/support/temp-folder.ts';
import { onPath } from './find-ffmpeg.ts';

const root = newTempFolder('path');
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with a file of that name, which may be run or not. */
function folder(name: string, mode: number): string {
  const path = join(root, name);
  mkdirSync(path);
  writeFileSync(join(path, 'ffmpeg'), '');
  chmodSync(join(path, 'ffmpeg'), mode);
  return path;
}

test('the first program of PATH that may be run is taken; without one there is none', () => {
  const plain = folder('plain', 0o644);
  const first = folder('first', 0o755);
  const second = folder('second', 0o755);
  expect(onPath('ffmpeg', ['', plain, first, second].join(delimiter))).toBe(join(first, 'ffmpeg'));
  expect(onPath('ffmpeg', [second, first].join(delimiter))).toBe(join(second, 'ffmpeg'));
  expect(onPath('ffprobe', [plain, first].join(delimiter))).toBeUndefined();
  expect(onPath('ffmpeg', '')).toBeUndefined();
});
