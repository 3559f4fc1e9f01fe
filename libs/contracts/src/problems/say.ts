import { IntlMessageFormat } from 'intl-messageformat';
import {
  fieldRules,
  problems,
  type FieldRule,
  type ProblemCode,
  type ProblemParameters,
  type RuleParameters,
} from './catalogue/catalogue.ts';
import type { Kind, Kinds, Language, Text } from './catalogue/define.ts';

export type Value = string | number | readonly string[];
export type Values = Readonly<Record<string, Value>>;

/** Texts are read once and said often. */
const read = new WeakMap<Text, Partial<Record<Language, IntlMessageFormat>>>();

/** A text in one language with its parameters filled in. */
function say(text: Text, values: Values, language: Language): string {
  const known = read.get(text) ?? {};
  read.set(text, known);
  known[language] ??= new IntlMessageFormat(text[language], language, undefined, { ignoreTag: true });
  return String(known[language].format(shown(text.parameters, values, language)));
}

const shown = (kinds: Kinds, values: Values, language: Language): Record<string, string | number> =>
  Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, word(kind, values[name], language)]));

function word(kind: Kind, value: Value | undefined, language: Language): string | number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string')
    return typeof kind === 'object' && !isList(kind) ? named(kind, value, language) : value;
  const words = isList(kind) ? kind[0] : {};
  return (value ?? []).map((one) => named(words, one, language)).join(language === 'zh' ? '、' : ', ');
}

const isList = (kind: Kind): kind is Extract<Kind, readonly unknown[]> => Array.isArray(kind);
const named = (words: Extract<Kind, object>, code: string, language: Language): string =>
  (words as Record<string, Record<Language, string> | undefined>)[code]?.[language] ?? code;

/** What a problem says to a person. */
export const problemText = <C extends ProblemCode>(
  code: C,
  parameters: ProblemParameters<C>,
  language: Language,
): string => say(problems[code], parameters as Values, language);

/** What is said of a field. */
export const ruleText = <R extends FieldRule>(rule: R, values: RuleParameters<R>, language: Language): string =>
  say(fieldRules[rule], values as Values, language);
