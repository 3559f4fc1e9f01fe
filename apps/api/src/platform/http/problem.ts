import type { Problem } from '@everexpo/contracts';

export interface FieldError {
  /** JSON pointer to the offending field. */
  pointer: string;
  rule: string;
  detail: string;
  /** Numbers and words that a text of the rule names, for texts in other languages. */
  values?: Record<string, string | number>;
}

/** A refusal with a reason; the filter writes it as RFC 9457 problem details. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors?: FieldError[],
    /** When to come again, as the header Retry-After says it. */
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }
}

export const notFound = (what: string) =>
  new ProblemError(404, 'not_found', `There is no such ${what}, or it is not yours to see.`);
export const unauthenticated = () => new ProblemError(401, 'not_signed_in', 'Sign in first.');
export const forbidden = (detail: string) => new ProblemError(403, 'not_permitted', detail);
export const conflict = (code: string, detail: string) => new ProblemError(409, code, detail);
export const invalid = (errors: FieldError[]) =>
  new ProblemError(
    422,
    'invalid_input',
    `${errors.length} field${errors.length === 1 ? ' breaks' : 's break'} a rule.`,
    errors,
  );

/** For a page's cursor that no answer of ours has given. */
export const badCursor = () =>
  invalid([{ pointer: '/cursor', rule: 'cursor', detail: 'Use the nextCursor of the page before.' }]);

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not permitted',
  404: 'Not found',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported kind of file',
  421: 'Misdirected request',
  422: 'Invalid input',
  428: 'Precondition required',
  429: 'Too many requests',
  503: 'Unavailable',
  507: 'Insufficient storage',
};

/** Problem details of a refusal; `instance` is the id of the request, for the logs. */
export function problemOf(error: ProblemError, instance: string): Problem {
  return {
    type: `https://everexpo.example/problems/${error.code}`,
    title: TITLES[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    detail: error.detail,
    instance,
    ...(error.errors ? { errors: error.errors } : {}),
  };
}
