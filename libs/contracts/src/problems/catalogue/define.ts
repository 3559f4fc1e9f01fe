import type { Label } from '../../vocabulary.ts';

export type Language = keyof Label;

/** Words of the glossary by their codes: a text shows the word, a program gets the code. */
export type Words = Readonly<Record<string, Label>>;

/** What a parameter holds: a figure, a text, texts, one of the words named, or several of them. */
export type Kind = 'number' | 'string' | 'strings' | Words | readonly [Words];
export type Kinds = Readonly<Record<string, Kind>>;

type Holds<K extends Kind> = K extends 'number'
  ? number
  : K extends 'string'
    ? string
    : K extends 'strings'
      ? string[]
      : K extends readonly [infer W]
        ? (keyof W & string)[]
        : keyof K & string;

/** The parameters of a text with the types of their values. */
export type ParametersOf<P extends Kinds> = { [N in keyof P]: Holds<P[N]> };

/** Of a text: a name in braces is a parameter (ICU MessageFormat, so that English has its plurals). */
export interface Text<P extends Kinds = Kinds> extends Label {
  parameters: P;
}

export type Status = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 416 | 421 | 422 | 429 | 500 | 503 | 507;

/** One kind of problem: its HTTP status and what a person is told, who wants to know what to do. */
export interface ProblemEntry<P extends Kinds = Kinds> extends Text<P> {
  status: Status;
}

// oxlint-disable-next-line typescript/no-empty-object-type -- the parameters of a text that has none
type None = {};

export const problem = <const P extends Kinds = None>(
  status: Status,
  text: Label,
  parameters: P = {} as P,
): ProblemEntry<P> => ({ status, ...text, parameters });

/** What is said of one field that breaks a rule; `rule.place` says the same rule in the words of one place. */
export const field = <const P extends Kinds = None>(zh: string, en: string, parameters: P = {} as P): Text<P> => ({
  zh,
  en,
  parameters,
});
