import type { Problem } from '@everexpo/contracts';
import { recordServerDate } from '../time/clock.ts';
import type { AnswerOf, Method, OptionsOf, PathOf, Sent, Values } from './operations.ts';

/** A refusal of the API, with its problem details. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  /** Seconds after which the API wants to be asked again, where it says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: Partial<Problem>, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Whether a page can no longer show what it asked for: it has never had it, or is told that it may not or no longer. A
 * server that is away for a moment takes nothing from a page that has its data, with what is being typed on it.
 */
export const isLost = (error: unknown, data: unknown): error is Error =>
  error instanceof Error &&
  (data === undefined || (error instanceof ApiError && [401, 403, 404, 409, 410].includes(error.status)));

/** Calls the API. @throws ApiError when it refuses; TypeError when it cannot be reached */
export async function api<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...[options]: OptionsOf<M, P>
): Promise<AnswerOf<M, P>> {
  const { path: parts, query, body, idempotencyKey, signal } = (options ?? {}) as Sent;
  const form = body instanceof FormData;
  const answer = await fetch(addressOf(path, parts, query), {
    method,
    signal,
    headers: {
      'accept-language': document.documentElement.lang,
      ...(body !== undefined && !form ? { 'content-type': 'application/json' } : {}),
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    },
    body: body === undefined ? undefined : form ? body : JSON.stringify(body),
  });
  recordServerDate(answer.headers.get('date'));
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
    throw new ApiError(answer.status, problem, Number(answer.headers.get('retry-after')) || undefined);
  }
  return (answer.status === 204 ? undefined : await answer.json()) as AnswerOf<M, P>;
}

export const get = <P extends PathOf<'GET'>>(path: P, ...options: OptionsOf<'GET', P>) => api('GET', path, ...options);

/** Fills in the parts of a path and adds its query; what is undefined or empty there is left out. */
export function addressOf(path: string, parts: Values = {}, query: Values = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts[name])));
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
  return `/api${filled}${asked.length > 0 ? `?${search}` : ''}`;
}

export const newKey = () => crypto.randomUUID();

/** The API's word on one field of a form, in the page's language, or undefined. */
export function fieldError(error: unknown, pointer: string): string | undefined {
  return error instanceof ApiError
    ? error.problem.errors?.find((candidate) => candidate.pointer === pointer)?.detail
    : undefined;
}

/** What the API says first of a list or of one of its entries, or undefined. */
export const listError = (error: unknown, pointer: string) =>
  error instanceof ApiError
    ? error.problem.errors?.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
    : undefined;
