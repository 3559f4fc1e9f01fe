import assert from 'node:assert/strict';
import { Agent, request as open } from 'node:http';
import { Role } from '@everexpo/contracts';
import fc from 'fast-check';
import { aLiveSession, aMeetingOfTheCurrentEdition, aPerson, step, type Host } from '../builders/index.ts';
import { clientOf } from '../clients/client.ts';
import { knownOf } from '../fuzz/known.ts';
import { operationsOf, type Document, type Operation } from '../fuzz/openapi.ts';
import { requestsOf, type Request } from '../fuzz/requests.ts';

export interface FuzzOptions {
  /** Requests in all; every operation gets its share. */
  size: number;
  seed: number;
  log(line: string): void;
}

export interface FuzzCounts {
  operations: number;
  requests: number;
  /** Requests by the status that answered them; 0 where the connection was closed instead. */
  statuses: Record<string, number>;
}

export interface Caller {
  role: string;
  cookie: string;
}

export interface Answer {
  status: number;
  text: string;
}

/** Ends the session of whoever calls it: sent once, after all others. */
const LAST = '/api/auth/sign-out';
const MAX_SHOWN = 12;
const CLOSED = ['ECONNRESET', 'EPIPE'];

/**
 * Sends `size` requests made from the OpenAPI document, half of them by a person of every role and the others by guest,
 * attendee, organizer and administrator in turn: what the document describes and what it does not.
 * @throws AssertionError that names each operation that failed (5xx), who asked and what, so that it can be sent again
 */
export async function fuzz(host: Host, { size, seed, log }: FuzzOptions): Promise<FuzzCounts> {
  const document = await clientOf(host.url, '').ask<Document>('GET', '/api/openapi.json');
  const operations = operationsOf(document).toSorted((a, b) => Number(a.path === LAST) - Number(b.path === LAST));
  const { callers, personId } = await callersOf(host);
  const each = Math.ceil(size / operations.length);
  const drafts = operations.map((operation, at) => draw(operation, callers, { seed: seed + at, count: each }));
  const agent = new Agent({ keepAlive: true });
  const statuses: Record<string, number> = {};
  const failures: string[] = [];
  let sent = 0;
  try {
    for (let round = 0; round < each; round += 1) {
      const known = await knownOf(host, personId);
      for (const [at, operation] of operations.entries()) {
        const drawn = drafts[at]?.[round];
        if (!drawn || (operation.path === LAST && round < each - 1)) continue;
        const { draft, caller } = drawn;
        const request = draft(known);
        const answer = await send(host, agent, request, caller);
        sent += 1;
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        if (hasFailed(answer)) failures.push(described(operation, caller, request, answer));
      }
      if (round % 20 === 19) log(`${sent} requests of ${each * operations.length}, ${failures.length} failed`);
    }
  } finally {
    agent.destroy();
  }
  assert.equal(failures.length, 0, `${failures.length} failed:\n${failures.slice(0, MAX_SHOWN).join('\n\n')}`);
  return { operations: operations.length, requests: sent, statuses };
}

interface Drawn {
  draft: ReturnType<typeof requestsOf> extends fc.Arbitrary<infer D> ? D : never;
  caller: Caller;
}

function draw(operation: Operation, callers: Caller[], { seed, count }: { seed: number; count: number }): Drawn[] {
  const [everybody, ...others] = callers as [Caller, ...Caller[]];
  const caller = fc.oneof(fc.constant(everybody), fc.constantFrom(...others));
  return fc.sample(fc.record({ draft: requestsOf(operation), caller }), { seed, numRuns: count });
}

/**
 * Somebody of every role, party to a meeting and pitching in a session that is on, and the four roles that see most of
 * it.
 */
export async function callersOf(host: Host): Promise<{ callers: Caller[]; personId: string }> {
  const everybody = await aPerson(host, { roles: [...Role.options], authenticator: true });
  const { edition } = await aMeetingOfTheCurrentEdition(host, { owner: everybody });
  await aLiveSession(host, { owners: [everybody] });
  await step(everybody.client, edition.sessions[0]?.id ?? '', 'open');
  const others = await Promise.all(
    (['attendee', 'organizer', 'admin'] as const).map(async (role) => ({
      role,
      cookie: (await aPerson(host, { roles: [role] })).cookie,
    })),
  );
  const { headers } = await clientOf(host.url, '').send('POST', '/api/guest');
  const cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const callers = [{ role: 'every role', cookie: everybody.cookie }, { role: 'guest', cookie }, ...others];
  return { callers, personId: everybody.id };
}

/** Over a plain connection, so that the address goes out as it is written. */
export function send(
  host: Host,
  agent: Agent,
  { method, path, headers, body }: Request,
  caller: Caller,
): Promise<Answer> {
  const { hostname, port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    const asked = open(
      {
        agent,
        hostname,
        port,
        method,
        path,
        headers: { ...headers, cookie: caller.cookie, 'content-length': body?.length ?? 0 },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode as number, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    // Who refuses a long body may close before the whole of it is sent, and its answer is then lost.
    asked.on('error', (error: NodeJS.ErrnoException) =>
      CLOSED.includes(error.code ?? '') ? resolve({ status: 0, text: '' }) : reject(error),
    );
    asked.end(body ?? undefined);
  });
}

const hasFailed = ({ status }: Answer): boolean => status >= 500;

export function described(operation: Operation, { role }: Caller, request: Request, answer: Answer): string {
  const { method, path, headers, body } = request;
  const text = body?.toString() ?? '';
  const isPlain = Buffer.from(text).equals(body ?? Buffer.alloc(0));
  const sent = { method, path, headers, ...(isPlain ? { body: text } : { base64: body?.toString('base64') }) };
  const asked = `${operation.method} ${operation.path} as ${role}`;
  return `${asked}: ${answer.text}\n  sent: ${JSON.stringify(sent).slice(0, 3_000)}`;
}
