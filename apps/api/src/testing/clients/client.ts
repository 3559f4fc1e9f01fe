import { randomUUID } from 'node:crypto';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

/** Calls the API over HTTP as one person, or as nobody; asks for English. */
export interface Client {
  /** Request header; empty for nobody. */
  cookie: string;
  get<T>(path: string): Promise<Answer<T>>;
  send<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** A request that creates, under a new idempotency key or the given one. */
  create<T>(path: string, body?: unknown, key?: string): Promise<Answer<T>>;
  /** The answer's body; a POST carries a new idempotency key. @throws Error with the problem when it is refused */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
}

/** One client: `send` passes each of its requests on. */
export function clientThrough(cookie: string, send: Client['send']): Client {
  return {
    cookie,
    send,
    get: (path) => send('GET', path),
    create: (path, body, key = randomUUID()) => send('POST', path, body, { 'idempotency-key': key }),
    async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
      const key = method === 'POST' ? { 'idempotency-key': randomUUID() } : undefined;
      const answer = await send<T>(method, path, body, key);
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}

export function clientOf(url: string, cookie: string): Client {
  return clientThrough(
    cookie,
    async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const raw = typeof body === 'string' || body instanceof FormData;
      const typed = body !== undefined && !(body instanceof FormData);
      const response = await fetch(url + path, {
        method,
        headers: {
          'accept-language': 'en',
          ...(cookie ? { cookie } : {}),
          ...(typed ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json');
      return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
    },
  );
}

/** Creates as users do whom a busy API asks to come again: after the time it names, under the same idempotency key. */
export async function createWhenFree<T>(
  client: Client,
  path: string,
  body: unknown,
  key: string = randomUUID(),
): Promise<Answer<T>> {
  for (;;) {
    const answer = await client.create<T>(path, body, key);
    const retryAfter = answer.headers.get('retry-after');
    if (answer.status !== 503 || retryAfter === null) return answer;
    await new Promise((resolve) => setTimeout(resolve, Number(retryAfter) * 1_000));
  }
}

/** The request header of a new guest. @throws Error when the API refuses one */
export async function guestCookie(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/guest`, { method: 'POST' });
  if (!answer.ok) throw new Error(`POST /api/guest: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
