import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import fc from 'fast-check';
import type { Host } from '../builders/index.ts';
import { clientOf } from '../clients/client.ts';
import { knownOf } from '../fuzz/known.ts';
import { operationsOf, type Document } from '../fuzz/openapi.ts';
import { requestsOf, type Request } from '../fuzz/requests.ts';
import { callersOf, described, send, type Caller } from './fuzz.ts';

export interface AtOnceOptions {
  /** Different requests to each operation. */
  each: number;
  /** How often each is sent at the same moment. */
  copies: number;
  seed: number;
}

/**
 * Sends the same change several times at the same moment, by somebody of every role: of every PUT of the OpenAPI
 * document. Each copy has an idempotency key of its own, as from several people.
 * @returns how many came through
 * @throws AssertionError that names each operation that failed (500)
 */
export async function changeAtOnce(host: Host, { each, copies, seed }: AtOnceOptions): Promise<number> {
  const document = await clientOf(host.url, '').ask<Document>('GET', '/api/openapi.json');
  const operations = operationsOf(document).filter(({ method }) => method === 'PUT');
  const { callers, personId } = await callersOf(host);
  const caller = callers[0] as Caller;
  const agent = new Agent({ keepAlive: true });
  const failures: string[] = [];
  let changed = 0;
  try {
    for (const [at, operation] of operations.entries()) {
      const drafts = fc.sample(requestsOf(operation), { seed: seed + at, numRuns: each });
      for (const draft of drafts) {
        const request = draft(await knownOf(host, personId));
        const sent = Array.from({ length: copies }, () => send(host, agent, withOwnKey(request), caller));
        const answers = await Promise.all(sent);
        changed += answers.filter(({ status }) => status >= 200 && status < 300).length;
        const failed = answers.find(({ status }) => status === 500);
        if (failed) failures.push(described(operation, caller, request, failed));
      }
    }
  } finally {
    agent.destroy();
  }
  assert.equal(failures.length, 0, `${failures.length} failed:\n${failures.join('\n\n')}`);
  return changed;
}

function withOwnKey(request: Request): Request {
  if (!('idempotency-key' in request.headers)) return request;
  return { ...request, headers: { ...request.headers, 'idempotency-key': randomUUID() } };
}
