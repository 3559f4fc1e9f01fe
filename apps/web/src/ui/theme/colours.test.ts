import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SRC = resolve(import.meta.dirname, '../..');
const TOKENS = 'ui/theme/tokens.css';
const COLOUR = /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|light-dark)\(/gi;
const NAMED = /(?:color|background|fill|stroke|border|outline|shadow)[\w-]*: [^;]*\b(?:white|black|red|gr[ae]y)\b/g;
/** What React Aria defines, for what opens below something. */
const OF_THE_LIBRARY = new Set(['--trigger-width']);
/** In code, a colour is a text of its own; what only begins like one is a place in a page. */
const IN_CODE = /(['"`])(?:#[\da-f]{3,4}|#[\da-f]{6}|#[\da-f]{8})\1|\brgba?\(\d/gi;

const read = (file: string) => readFileSync(join(SRC, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const rawColours = (file: string) => {
  const text = read(file);
  return file.endsWith('.css') ? [...(text.match(COLOUR) ?? []), ...(text.match(NAMED) ?? [])] : text.match(IN_CODE);
};

test('a colour is written once, among the tokens; everything else names it', () => {
  const files = globSync('**/*.{css,ts,tsx}', { cwd: SRC }).filter((file) => !/\.(gen|test)\.ts$/.test(file));
  expect(files.length).toBeGreaterThan(300);
  const raw = files.filter((file) => file !== TOKENS).map((file) => [file, rawColours(file) ?? []]);
  expect(raw.filter(([, colours]) => (colours ?? []).length > 0)).toEqual([]);
});

test('every token that is used is there', () => {
  const files = globSync('**/*.{css,tsx}', { cwd: SRC });
  const all = files.map(read).join('\n');
  const defined = new Set([...all.matchAll(/(--[a-z][\w-]*)['"]?(?: as string)?\]?:/g)].map(([, name]) => name));
  const used = [...all.matchAll(/var\((--[a-z][\w-]*)\)/g)].map(([, name]) => name);
  expect([...new Set(used)].filter((name) => !defined.has(name) && !OF_THE_LIBRARY.has(name ?? ''))).toEqual([]);
});

test('every colour of the tokens has one for each theme', () => {
  const tokens = read(TOKENS);
  const dark = /--(?:stage|wall|sheet)[\w-]*:/;
  const single = tokens.split('\n').filter((line) => /#[\da-f]{3,8}\b|rgb\(/i.test(line) && !dark.test(line));
  expect(single.filter((line) => !line.includes('light-dark('))).toEqual([]);
});
