import type { Problem } from '@everexpo/contracts';
import {
  problemPath,
  problems,
  problemText,
  problemTitles,
  type Language,
  type ProblemCode,
  type ProblemParameters,
  type Status,
  type Thing,
  type Values,
} from '@everexpo/contracts/problems';
import { fieldError, type FieldError } from './field-error.ts';

interface Circumstances {
  errors?: FieldError[];
  /** When to come again, as the header Retry-After says it. */
  retryAfterSeconds?: number;
  /** Where the library that refuses has a status of its own. */
  status?: Status;
}

type Refusal<C extends ProblemCode> = keyof ProblemParameters<C> extends never
  ? [code: C, parameters?: Record<never, never>, circumstances?: Circumstances]
  : [code: C, parameters: ProblemParameters<C>, circumstances?: Circumstances];
/** A code of the catalogue with its parameters. */
export type AnyRefusal = { [C in ProblemCode]: Refusal<C> }[ProblemCode];

/**
 * A refusal with a reason of the catalogue; the filter writes it as RFC 9457 problem details in the reader's language.
 */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: Status;
  readonly parameters: Values;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(...[code, parameters = {}, { errors, retryAfterSeconds, status } = {}]: AnyRefusal) {
    super(code);
    this.code = code;
    this.status = status ?? problems[code].status;
    this.parameters = parameters;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** What a person is told. */
  detail(language: Language): string {
    return problemText(this.code, this.parameters as never, language);
  }
}

export const notFound = (what: Thing) => new ProblemError('not_found', { what });
export const unauthenticated = () => new ProblemError('not_signed_in');
/** For whoever may come again in so many seconds. */
export const tooManyRequests = (seconds: number) =>
  new ProblemError('too_many_requests', { seconds }, { retryAfterSeconds: seconds });
export const invalid = (...errors: FieldError[]) =>
  new ProblemError('invalid_input', { count: errors.length }, { errors });

/** For a page's cursor that no answer of ours has given. */
export const badCursor = () => invalid(fieldError('/cursor', 'cursor'));

/** The media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json';

/** What an answer with a refusal says of it besides its body. */
export const problemHeaders = ({ retryAfterSeconds }: ProblemError, language: Language): Record<string, string> => ({
  'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
  'content-language': language,
  vary: 'accept-encoding, accept-language',
  ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
});

/** Problem details of a refusal; `instance` is the id of the request, for the logs. */
export function problemOf(error: ProblemError, language: Language, instance: string): Problem {
  return {
    ...error.parameters,
    type: problemPath(error.code),
    title: problemTitles[error.status][language],
    status: error.status,
    code: error.code,
    detail: error.detail(language),
    instance,
    ...(error.errors ? { errors: error.errors.map(({ text, ...said }) => ({ ...said, detail: text(language) })) } : {}),
  };
}
