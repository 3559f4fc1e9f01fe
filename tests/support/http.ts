import { randomUUID } from 'node:crypto';

/** Calls the API as one person. A POST carries an idempotency key, the given one or a new one. */
export type Caller = <T>(method: string, path: string, body?: unknown, key?: string) => Promise<T>;

/** @throws Error with the problem when the API refuses */
export async function api<T>(
  url: string,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<T> {
  const form = body instanceof FormData;
  const answer = await fetch(url + path, {
    method,
    headers: { ...(body === undefined || form ? {} : { 'content-type': 'application/json' }), ...headers },
    body: form ? body : body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Signs in with a demo account. */
export async function signedIn(url: string, account: string): Promise<Caller> {
  const cookie = await sessionCookie(url, account);
  return (method, path, body, key = randomUUID()) =>
    api(url, method, path, { body, headers: { cookie, ...(method === 'POST' ? { 'idempotency-key': key } : {}) } });
}

const sessions = new Map<string, Promise<string>>();

/** The cookie of a demo account's session: one a stack and account, for sign-in is limited to so many a minute. */
export function sessionCookie(url: string, account: string): Promise<string> {
  const key = `${url} ${account}`;
  const known = sessions.get(key) ?? signIn(url, account);
  sessions.set(key, known);
  known.catch(() => sessions.delete(key));
  return known;
}

async function signIn(url: string, account: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    // Sign-in is refused to requests that do not say which page they come from.
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: `${account}@everexpo.example`, password: 'everexpo-demo' }),
  });
  if (!answer.ok) throw new Error(`${account} cannot sign in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
