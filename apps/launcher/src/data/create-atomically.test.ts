import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newTempFolder } from '../../../../tests/support/temp-folder.ts';
import { createAtomically } from './create-atomically.ts';

function aFolder(): string {
  const folder = newTempFolder('create-atomically');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
const refusing = (code: string) => () => {
  throw Object.assign(new Error(`${code}: link`), { code });
};

test.each<[string, ((from: string, to: string) => void) | undefined]>([
  ['with hard links', undefined],
  ['as on exFAT', refusing('EPERM')],
  ['as on some network mounts', refusing('ENOTSUP')],
])('a file is created once, for its owner alone, and nothing is left beside it: %s', (_where, link) => {
  const folder = aFolder();
  const file = join(folder, 'secrets.json');
  expect(createAtomically(file, 'first', link)).toBe(true);
  expect(createAtomically(file, 'second', link)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('first');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secrets.json']);
});

test('what else goes wrong is thrown, and nothing is left', () => {
  const folder = aFolder();
  expect(() => createAtomically(join(folder, 'file'), 'text', refusing('ENOSPC'))).toThrow('ENOSPC');
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, 'no-folder'), '');
  expect(() => createAtomically(join(folder, 'no-folder', 'file'), 'text')).toThrow('ENOTDIR');
});
