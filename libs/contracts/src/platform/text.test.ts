import { describe, expect, test } from 'vitest';
import { Cursor, line, paragraph, shortened, verbatim } from './text.ts';

const refusalOf = (schema: ReturnType<typeof line>, text: string) => schema.safeParse(text).error?.issues;
const REFUSED: [string, string, string][] = [
  ['NUL', 'a\u0000b', 'U+0000'],
  ['a bell', 'a\u0007b', 'U+0007'],
  ['DEL', 'a\u007fb', 'U+007F'],
  ['a C1 control', 'a\u0085b', 'U+0085'],
  ['half a surrogate pair', 'a\ud800b', 'U+D800'],
  ['the other half', 'a\udc00b', 'U+DC00'],
  ['U+FFFE', 'a\ufffeb', 'U+FFFE'],
  ['U+FFFF', 'a\uffffb', 'U+FFFF'],
  ['a noncharacter among Arabic letters', 'a\ufdd0b', 'U+FDD0'],
  ['a noncharacter of a higher plane', 'a\u{10ffff}b', 'U+10FFFF'],
];

describe.each([
  ['a line', line(20)],
  ['a paragraph', paragraph(20)],
  ['verbatim text', verbatim(20)],
])('%s', (_kind, schema) => {
  test.each(REFUSED)('refuses %s, naming it', (_what, text, character) => {
    expect(refusalOf(schema, text)).toMatchObject([{ params: { rule: 'character', values: { character } } }]);
  });

  test('has a least and a most length', () => {
    expect(refusalOf(schema, '')).toMatchObject([{ code: 'too_small' }]);
    expect(refusalOf(schema, 'x'.repeat(21))).toMatchObject([{ code: 'too_big', maximum: 20 }]);
  });

  test.each(['题目', 'é𠮷', '👩‍👩‍👧 家', 'नमस्ते', 'עברית', 'Ω≈ç√'])('takes %s as it is', (text) => {
    expect(schema.parse(text)).toBe(text);
  });
});

test.each([' ', '\u200b', '\u200b\u200d', '\u3000\u2060', '\ufeff', '\u3164', '\u2800', '\u00ad', '\ufe0f'])(
  'text of nothing that can be seen (%j) is empty',
  (text) => {
    for (const rule of [line, paragraph]) {
      expect(refusalOf(rule(20), text)).toMatchObject([{ code: 'too_small' }]);
      expect(rule(20, 0).parse(text)).toBe('');
    }
  },
);

test('text is trimmed and composed', () => {
  expect(line(20).parse('  Cafe\u0301 ')).toBe('Café');
  expect(paragraph(20).parse('\n Cafe\u0301\n')).toBe('Café');
});

test('a paragraph has tabs and line breaks as they were typed; a line has neither', () => {
  expect(paragraph(40).parse('a\tb\r\nc\nd\u2028e')).toBe('a\tb\r\nc\nd\u2028e');
  for (const text of ['a\tb', 'a\nb', 'a\rb', 'a\u2028b']) expect(refusalOf(line(20), text)).toHaveLength(1);
});

test.each(['\u202a', '\u202e', '\u2066', '\u2069'])('a line has no %j, which turns the words beside it', (mark) => {
  const character = `U+${mark.charCodeAt(0).toString(16).toUpperCase()}`;
  expect(refusalOf(line(20), `a${mark}b`)).toMatchObject([{ params: { rule: 'character', values: { character } } }]);
  expect(paragraph(20).parse(`a${mark}b`)).toBe(`a${mark}b`);
  expect(line(20).parse('שלום\u200f!'), 'a mark of direction reaches no other word').toBe('שלום\u200f!');
});

test('lengths count code points, as the database does', () => {
  expect(refusalOf(line(20, 2), '𠮷')).toMatchObject([{ code: 'too_small', minimum: 2 }]);
  expect(line(2, 2).parse('𠮷𠮷')).toBe('𠮷𠮷');
});

test('a cursor is what an answer of ours gave', () => {
  expect(Cursor.parse('-1.250_0199aa5e-7c4f-7000-8000-000000000001')).toHaveLength(43);
  for (const cursor of ['', 'a b', '%00', '\u0000', 'x'.repeat(101)])
    expect(Cursor.safeParse(cursor).success).toBe(false);
});

test.each([
  ['题目', 2, '题目'],
  ['题目一', 2, '题目'],
  ['甲𠮷乙', 1, '甲'],
  ['甲𠮷乙', 2, '甲𠮷'],
  ['ae\u0301b', 2, 'a'],
  ['a👩‍👩‍👧b', 5, 'a'],
  ['👩‍👩‍👧', 4, ''],
])('%j shortened to %i is %j', (text, max, short) => {
  expect(shortened(text, max)).toBe(short);
});
