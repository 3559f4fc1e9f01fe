import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { fieldRules, problems, problemText, problemTitles, ruleText, type Kind } from './index.ts';

/** Members of every problem (RFC 9457 and ours), which no parameter may hide. */
const MEMBERS = ['type', 'title', 'status', 'detail', 'instance', 'code', 'errors'];
const HAN = /\p{Script=Han}/u;

const texts = [...Object.entries(problems), ...Object.entries(fieldRules)];

interface Element {
  type: number;
  value: string;
  options?: Record<string, { value: Element[] }>;
}
/** Of the parser's elements: a literal text, and the number sign within a plural. */
const [LITERAL, POUND] = [0, 7];

/** The parameters that a text names. */
const named = (elements: Element[]): string[] =>
  elements.flatMap((one) =>
    one.type === LITERAL || one.type === POUND
      ? []
      : [one.value, ...Object.values(one.options ?? {}).flatMap(({ value }) => named(value))],
  );
const namedIn = (text: string) => [
  ...new Set(named(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst() as Element[])),
];

const sample = (kind: Kind): unknown => {
  if (kind === 'number') return 2;
  if (kind === 'string') return 'x';
  if (kind === 'strings') return ['x', 'y'];
  return Array.isArray(kind) ? Object.keys(kind[0] as object).slice(0, 2) : Object.keys(kind)[0];
};

test.each(texts)('%s is said in both languages with its own parameters', (_code, { zh, en, parameters }) => {
  const known = Object.keys(parameters);
  expect(namedIn(zh).filter((name) => !known.includes(name))).toEqual([]);
  expect(namedIn(en).toSorted()).toEqual(namedIn(zh).toSorted());
  expect(known.filter((name) => MEMBERS.includes(name) && _code in problems)).toEqual([]);
  // A text that is nothing but a parameter is in no language.
  expect([HAN.test(zh), HAN.test(en)]).toEqual([zh !== en, false]);
});

test.each(texts)('%s leaves nothing to fill in', (code, { parameters }) => {
  const values = Object.fromEntries(Object.entries<Kind>(parameters).map(([name, kind]) => [name, sample(kind)]));
  for (const language of ['zh', 'en'] as const) {
    const said =
      code in problems
        ? problemText(code as 'slow_mode', values as never, language)
        : ruleText(code as 'webvtt', values as never, language);
    expect(said).not.toMatch(/[{}]|undefined/);
    expect(said.length).toBeGreaterThan(0);
  }
});

test('every status has its title in both languages', () => {
  for (const { status } of Object.values(problems)) expect(problemTitles[status]).toBeDefined();
});

describe('a parameter is said as people say it', () => {
  test('one and many', () => {
    expect(problemText('slow_mode', { seconds: 1 }, 'en')).toContain('1 second before');
    expect(problemText('slow_mode', { seconds: 3 }, 'en')).toContain('3 seconds before');
    expect(problemText('slow_mode', { seconds: 3 }, 'zh')).toContain('3 秒');
  });

  test('words of the glossary in the language of the text', () => {
    expect(problemText('not_permitted', { roles: ['organizer', 'staff'] }, 'zh')).toContain('组委会、签约台');
    expect(problemText('not_permitted', { roles: ['organizer', 'staff'] }, 'en')).toContain('Organizer, Deal desk');
    expect(problemText('publishing_blocked', { rules: ['Room conflict'] }, 'zh')).toContain('会场冲突');
    expect(problemText('agreement_state', { state: 'draft' }, 'zh')).toContain('“草稿”');
  });

  test('what somebody typed as it is, with signs that mean something to programs', () => {
    expect(ruleText('scan_missing', { name: "<b>{x}'s #1</b>" }, 'en')).toContain("<b>{x}'s #1</b>");
  });
});
