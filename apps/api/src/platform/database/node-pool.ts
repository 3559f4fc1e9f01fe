import pg from 'pg';
import { toDatabaseUnavailable, DatabaseUnavailable } from './database-unavailable.ts';

type Release = (release?: unknown) => void;
type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, done: Release) => void;

const IDLE_IN_TRANSACTION_MS = 60_000;

/**
 * Limits of a node's connections, so that a database that stands still makes no request hang.
 * @param timeoutMs for a connection and for a statement
 */
export function nodeLimits(timeoutMs: number) {
  return {
    /** For a connection, and for a free one of the pool. */
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    /** Less than a statement's, so that the error names what was waited for. */
    lock_timeout: Math.ceil(timeoutMs * 0.75),
    /** A transaction whose node stands still gives its locks back. */
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    /** More than a statement's: the database itself ends it where it can. */
    answerWithinMs: Math.ceil(timeoutMs * 1.25),
  };
}

type Done = (error: Error | undefined, result?: unknown) => void;

/**
 * A connection that is given up when a query has no answer in time. With pg's own `query_timeout` it would go back to
 * the pool with the query, and an open transaction, still on it.
 */
class NodeClient extends pg.Client {
  private readonly answerWithinMs: number;

  constructor(options: pg.ClientConfig & { answerWithinMs?: number }) {
    super(options);
    this.answerWithinMs = options.answerWithinMs ?? 0;
    // Whoever has it learns of its end by their query; an error event that nobody takes would end the process.
    this.on('error', () => undefined);
  }

  override query(...args: unknown[]): never {
    const send = super.query.bind(this) as (...args: unknown[]) => unknown;
    const done = args.at(-1);
    const watch = this.answerWithinMs > 0 ? setTimeout(() => this.giveUp(), this.answerWithinMs) : undefined;
    if (typeof done === 'function') {
      const answered: Done = (error, result) => {
        clearTimeout(watch);
        (done as Done)(error && toDatabaseUnavailable(error), result);
      };
      return send(...args.slice(0, -1), answered) as never;
    }
    const result = send(...args);
    if (!(result instanceof Promise)) {
      clearTimeout(watch);
      return result as never;
    }
    return result
      .catch((error: Error) => {
        throw toDatabaseUnavailable(error);
      })
      .finally(() => clearTimeout(watch)) as never;
  }

  private giveUp(): void {
    const { stream } = (this as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection;
    stream.destroy(new DatabaseUnavailable(new Error('no answer in time')));
  }
}

/** A pool whose errors say whether the database is away. Takes pg's options and `answerWithinMs`. */
export class NodePool extends pg.Pool {
  constructor(options: pg.PoolConfig & { answerWithinMs?: number }) {
    super({ ...options, Client: NodeClient as never });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    if (!callback) {
      return super.connect().catch((error: Error) => {
        throw toDatabaseUnavailable(error);
      });
    }
    return super.connect((error, client, done) => callback(error && toDatabaseUnavailable(error), client, done));
  }
}
