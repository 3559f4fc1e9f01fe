import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { AT_ONCE, routes } from '../routes.ts';
import { PageTexts } from './testing/page-texts.ts';
import { textUses } from './testing/text-uses.ts';

const SRC = resolve(import.meta.dirname, '..');
const files = import.meta.glob<object>(['./*.{zh,en}.ts', '../features/**/*.{zh,en}.ts'], {
  import: 'default',
  eager: true,
});

/** The texts of a language by namespace and key, `home:search`. */
function textsIn(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const add = (node: object, path: string): void => {
    for (const [key, value] of Object.entries(node))
      if (typeof value === 'string') found.set(path + key, value);
      else add(value as object, `${path}${key}.`);
  };
  for (const [path, texts] of Object.entries(files)) {
    const [namespace, of] = path.slice(path.lastIndexOf('/') + 1).split('.');
    if (of === language) add(texts, `${namespace}:`);
  }
  return found;
}

const [zh, en] = [textsIn('zh'), textsIn('en')];
const singular = (key: string) => key.replace(/_other$/, '_one');
const filledIn = (text = '') => [...new Set(text.match(/\{\{\w+/g))].sort();

describe('in both languages', () => {
  test('the same is said, a number in English in its two forms', () => {
    const expected = [...zh.keys()].flatMap((key) => [...new Set([singular(key), key])]);
    expect([...en.keys()].sort()).toEqual(expected.sort());
  });

  test('the same values are filled in', () => {
    const differing = [...en].filter(([key, text]) => {
      const other = zh.get(key.replace(/_one$/, '_other'));
      return filledIn(text).join() !== filledIn(other).join();
    });
    expect(differing).toEqual([]);
  });
});

test('no English noun stands in the plural behind a number that may be one', () => {
  // Of a name, what follows is a verb.
  const wrong = [...en].filter(
    ([key, text]) =>
      !/_(one|other)$/.test(key) && /\{\{(?!name|title|code|rule|column)[^}]+\}\} ([a-z]+ )?[a-z]{2,}s\b/.test(text),
  );
  expect(wrong).toEqual([]);
});

test('no text stands in two features', () => {
  const places = new Map<string, string[]>();
  for (const [key, text] of zh) {
    // Help lists pages by their own names.
    if (/^help:(\w+\.title|chapter\.\w+)$/.test(key)) continue;
    const pair = `${text} / ${en.get(key)}`;
    places.set(pair, [...(places.get(pair) ?? []), key]);
  }
  const namespaces = (keys: string[]) => new Set(keys.map((key) => key.split(':')[0]));
  expect([...places].filter(([, keys]) => namespaces(keys).size > 1)).toEqual([]);
});

describe('what the source asks for', () => {
  const config = ts.getParsedCommandLineOfConfigFile(
    resolve(SRC, '../tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => expect.unreachable(String(messageText)) },
  );
  const uses = textUses(ts.createProgram(config?.fileNames ?? [], config?.options ?? {}), `${SRC}/`);
  const forms = new Map(uses.flatMap((use) => [use.key, `${use.key}_other`].map((key) => [key, use] as const)));

  test('every text is shown somewhere', () => {
    expect([...zh.keys()].filter((key) => !forms.has(key))).toEqual([]);
  });

  test('what counts is given its number', () => {
    expect(uses.filter(({ key, counted }) => zh.has(`${key}_other`) && !counted)).toEqual([]);
  });
});

describe('what is loaded', () => {
  const pages = new PageTexts();
  const own = (namespaces: string[]) => namespaces.filter((one) => !(AT_ONCE as readonly string[]).includes(one));

  test.each(routes)('$path comes with the texts that it shows, and no others', ({ page, texts }) => {
    expect([...texts].sort()).toEqual(own(pages.shownBy(resolve(SRC, `features/${page}.tsx`))));
  });

  test.each(routes)('what $path loads later comes with those that it lacks', ({ page, texts }) => {
    for (const part of pages.loadedLater(resolve(SRC, `features/${page}.tsx`))) {
      const lacking = own(pages.shownBy(part.file)).filter((one) => !(texts as string[]).includes(one));
      expect([part.file, part.texts]).toEqual([part.file, lacking]);
    }
  });

  test('the header has the texts that are loaded at once', () => {
    expect(own(pages.shownBy(resolve(SRC, 'app.tsx')))).toEqual([]);
  });
});
