import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Every text with its path and the values it is filled with. */
function texts(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, (value.match(/\{\{\w+\}\}/g) ?? []).sort().join()] as [string, string]]
      : texts(value as object, `${path}${key}.`),
  );
}

test('both languages say everything, with the same values filled in', () => {
  expect(texts(en)).toEqual(texts(zh));
});
