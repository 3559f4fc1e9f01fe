import type { paths } from './openapi.gen.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What the OpenAPI document has below /api, by paths without it. */
type Paths = { [P in keyof paths as P extends `/api${infer Own}` ? Own : never]: paths[P] };

/** The paths that know a method, or each of several. */
export type PathOf<M extends Method> = {
  [P in keyof Paths]: undefined extends Paths[P][Lowercase<M>] ? never : P;
}[keyof Paths];

type Operation<M extends Method, P extends keyof Paths> = NonNullable<Paths[P][Lowercase<M>]>;

type BodyOf<O> = O extends { requestBody: { content: infer Content } }
  ? { body: Content extends { 'application/json': infer Body } ? Body : FormData }
  : unknown;

/** One key per intent: a retry with the same key changes nothing twice. */
type KeyOf<O> = O extends { parameters: { header: { 'Idempotency-Key': string } } }
  ? { idempotencyKey: string }
  : unknown;

type Given<O> = (O extends { parameters: infer Parameters }
  ? Pick<Parameters, keyof Parameters & ('path' | 'query')>
  : unknown) &
  BodyOf<O> &
  KeyOf<O> & { signal?: AbortSignal };

/** What a call is given beside method and path; nothing where the operation needs nothing. */
export type OptionsOf<M extends Method, P extends PathOf<M>> =
  object extends Given<Operation<M, P>> ? [options?: Given<Operation<M, P>>] : [options: Given<Operation<M, P>>];

/** What may be asked of a list in its query. */
export type QueryOf<P extends PathOf<'GET'>> =
  Operation<'GET', P> extends { parameters: { query?: infer Query } } ? NonNullable<Query> : never;

type Described<O> = O extends { responses: infer R } ? R[keyof R & (200 | 201 | 204)] : never;

/** What an operation answers: its JSON, or undefined where it answers nothing. */
export type AnswerOf<M extends Method, P extends PathOf<M>> =
  Described<Operation<M, P>> extends infer R
    ? R extends { content: { 'application/json': infer Answer } }
      ? Answer
      : undefined
    : never;

export type Values = Record<string, unknown>;

/** The options of any call. */
export interface Sent {
  path?: Values;
  query?: Values;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
}
