import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { exec, maybeOne } from './statements.ts';
import type { PersonActor } from '../access/actor.ts';
import { fieldError } from '../problems/field-error.ts';
import { ProblemError } from '../problems/problem.ts';
import type { EventKind } from '../outbox/event-kind.ts';

/** On whose behalf, and under which request, a change is made. */
export interface Command {
  actor: PersonActor | { kind: 'system' };
  requestId: string;
  idempotency?: { key: string; hash: string };
  /** Where the request came from, as evidence. */
  from?: { address: string; userAgent: string };
}

export type PersonCommand = Command & { actor: PersonActor };

/** One transaction: the change, its audit rows and its outbox events land together or not at all. */
export interface Transaction {
  manager: EntityManager;
  emit<P>(kind: EventKind<P>, payload: P): Promise<void>;
  audit(action: string, subject: string, detail?: Record<string, unknown>): Promise<void>;
}

export const OUTBOX_CHANNEL = 'everexpo_outbox';

@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction. With an idempotency key, the first run's result is stored in that same
   * transaction and a repeat gets it back without running again; two at once wait for each other.
   * @throws ProblemError 422 when the key was used for another request
   */
  run<T>(command: Command, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      const earlier = await claim<T>(manager, command);
      if (earlier.done) return earlier.result;
      const result = await work(transactionOf(manager, command));
      await settle(manager, command, result);
      return result;
    });
  }

  /** Runs what a node does by itself, of which `requestId` says what it is, in one transaction. */
  system<T>(requestId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run({ actor: { kind: 'system' }, requestId }, work);
  }

  /**
   * What the command came to when it was run before under its idempotency key; not done while that run is under way.
   * @throws ProblemError 422 when the key was used for another request
   */
  async earlier<T>({ actor, idempotency }: Command): Promise<Claim<T>> {
    if (!idempotency || actor.kind !== 'person') return { done: false };
    return (await resultOf<T>(this.dataSource.manager, actor.id, idempotency)) ?? { done: false };
  }
}

export type Claim<T> = { done: true; result: T } | { done: false };

async function claim<T>(manager: EntityManager, command: Command): Promise<Claim<T>> {
  if (!command.idempotency || command.actor.kind !== 'person') return { done: false };
  const { key, hash } = command.idempotency;
  const inserted = await exec(manager)`
    INSERT INTO idempotency_key (person_id, key, request_hash)
    VALUES (${command.actor.id}, ${key}, ${hash})
    ON CONFLICT DO NOTHING
  `;
  if (inserted > 0) return { done: false };
  const earlier = await resultOf<T>(manager, command.actor.id, { key, hash });
  if (!earlier) throw reused();
  return earlier;
}

async function resultOf<T>(
  manager: EntityManager,
  personId: string,
  { key, hash }: { key: string; hash: string },
): Promise<Claim<T> | null> {
  const row = await maybeOne<{ request_hash: string; result: T }>(manager)`
    SELECT request_hash, result FROM idempotency_key WHERE person_id = ${personId} AND key = ${key}
  `;
  if (!row) return null;
  if (row.request_hash !== hash) throw reused();
  return { done: true, result: row.result };
}

const reused = () =>
  new ProblemError('idempotency_key_reused', {}, { errors: [fieldError('/headers/idempotency-key', 'unique.key')] });

async function settle(manager: EntityManager, command: Command, result: unknown): Promise<void> {
  if (!command.idempotency || command.actor.kind !== 'person') return;
  await exec(manager)`
    UPDATE idempotency_key
    SET result = ${JSON.stringify(result ?? null)}
    WHERE person_id = ${command.actor.id} AND key = ${command.idempotency.key}
  `;
}

function transactionOf(manager: EntityManager, command: Command): Transaction {
  return {
    manager,
    async emit(kind, payload) {
      await exec(manager)`INSERT INTO outbox_event (type, payload) VALUES (${kind.type}, ${JSON.stringify(payload)})`;
      await exec(manager)`SELECT pg_notify(${OUTBOX_CHANNEL}, ${kind.type})`;
    },
    async audit(action, subject, detail = {}) {
      await exec(manager)`
        INSERT INTO audit_entry (person_id, request_id, action, subject, detail)
        VALUES (${command.actor.kind === 'person' ? command.actor.id : null}, ${command.requestId}, ${action},
          ${subject}, ${JSON.stringify(detail)})
      `;
    },
  };
}
