import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Every, networkOf, ProblemError } from '../platform/index.ts';

const WINDOW_MINUTES = 15;
/** How often the window doubles where it was exhausted again and again: up to four hours. */
const MOST_DOUBLINGS = 4;
const CLEAN_EVERY_MS = 60 * 60_000;
/** Wrong ones within the window. Of six digits each guess finds one in 300,000, of a password who mistypes needs more. */
const MOST_WRONG = { code: 5, password: 10 };
/** Of an account's passwords, from all networks together that it is not known from (NIST SP 800-63B, 5.2.2). */
const MOST_WRONG_OF_ACCOUNT = 100;
/** From one network, of all accounts together: a hall's whole audience may share it. */
const MOST_WRONG_OF_NETWORK = 300;

/** What is tried: a code by who is signed in already, or the password of an account by anybody. */
export type Attempt =
  | { kind: 'code'; email: string }
  | {
      kind: 'password';
      /** The e-mail address of the account, whether there is one or not. */
      email: string;
      /** Network address of the sender. */
      address: string;
      /** The browser, when the account was signed in to from it before. */
      device?: string | null;
    };

/** A password or code that does not fit. */
export class WrongSecret extends ProblemError {}

/** What is counted together, and how many of it may be wrong. */
interface Count {
  key: string;
  most: number;
}
type Taken = Count & { since: Date };

/**
 * The one limit on everything that checks a secret, kept in the database so that all nodes count together. A person's
 * attempts are counted before they are looked at, so that many at once cannot slip past, and no longer once they were
 * right. Nobody locks out somebody else: strangers are counted by network, and a known browser by itself alone.
 */
@Injectable()
export class AttemptLimit {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Must run outside a transaction: what is counted stays although `check` fails.
   * @throws ProblemError 429 with Retry-After once too many were wrong; what `check` throws, {@link WrongSecret} for a wrong secret
   */
  async run<T>(attempt: Attempt, check: () => Promise<T>): Promise<T> {
    const network = networkLimit(attempt);
    if (network) await this.refuseOver(network, attempt.kind);
    const taken = await this.takeAll(countsOf(attempt), attempt.kind);
    try {
      const result = await check();
      await this.giveBack(taken);
      return result;
    } catch (error) {
      if (!(error instanceof WrongSecret)) await this.giveBack(taken);
      // Only what was wrong: many behind one address who sign in at once do not refuse each other.
      else if (network) await this.add(network);
      throw error;
    }
  }

  private async takeAll(counts: Count[], kind: Attempt['kind']): Promise<Taken[]> {
    const taken: Taken[] = [];
    for (const count of counts) {
      const since = await this.add(count, 's.attempts < $2');
      if (since) taken.push({ ...count, since });
      else {
        await this.giveBack(taken);
        await this.refuse(count, kind);
      }
    }
    return taken;
  }

  /** Counts one more where `may` allows it; the beginning of its window, or null. */
  private async add({ key, most }: Count, may = 'true'): Promise<Date | null> {
    const [row] = await this.dataSource.query<{ since: Date }[]>(
      `INSERT INTO secret_attempt AS s (key, attempts) VALUES ($1, 1)
       ON CONFLICT (key) DO UPDATE SET
         attempts = CASE WHEN ${OVER} THEN 1 ELSE s.attempts + 1 END,
         rounds = CASE WHEN NOT ${OVER} THEN s.rounds WHEN s.attempts >= $2 AND NOT ${FORGOTTEN} THEN s.rounds + 1 ELSE 0 END,
         since = CASE WHEN ${OVER} THEN clock_timestamp() ELSE s.since END
        WHERE ${OVER} OR ${may} RETURNING since`,
      [key, most],
    );
    return row?.since ?? null;
  }

  private async refuseOver(count: Count, kind: Attempt['kind']): Promise<void> {
    const [over] = await this.dataSource.query<unknown[]>(
      `SELECT 1 FROM secret_attempt s WHERE key = $1 AND attempts >= $2 AND NOT ${OVER}`,
      [count.key, count.most],
    );
    if (over) await this.refuse(count, kind);
  }

  private async refuse({ key }: Count, kind: Attempt['kind']): Promise<never> {
    const [row] = await this.dataSource.query<{ seconds: number }[]>(
      `SELECT ceil(extract(epoch FROM s.since + ${WINDOW} - clock_timestamp()))::int AS seconds FROM secret_attempt s WHERE key = $1`,
      [key],
    );
    const seconds = Math.max(1, row?.seconds ?? 1);
    const code = { code: 'second_factor_locked', password: 'too_many_attempts' }[kind];
    const detail = `Too many were wrong. Try again in ${Math.ceil(seconds / 60)} minutes.`;
    throw new ProblemError(429, code, detail, undefined, seconds);
  }

  private async giveBack(taken: Taken[]): Promise<void> {
    for (const { key, since } of taken)
      await this.dataSource.query(
        `UPDATE secret_attempt SET attempts = greatest(attempts - 1, 0) WHERE key = $1 AND date_trunc('milliseconds', since) = $2`,
        [key, since],
      );
  }

  @Every(CLEAN_EVERY_MS, 'accounts.forget-attempts')
  async forgetOld(): Promise<void> {
    await this.dataSource.query(`DELETE FROM secret_attempt s WHERE ${FORGOTTEN}`);
  }
}

const WINDOW = `interval '${WINDOW_MINUTES} minutes' * (2 ^ least(s.rounds, ${MOST_DOUBLINGS}))`;
const OVER = `(s.since < clock_timestamp() - ${WINDOW})`;
/** So long after a window that the next begins anew with the shortest. */
const FORGOTTEN = `(s.since < clock_timestamp() - 2 * ${WINDOW})`;

function countsOf(attempt: Attempt): Count[] {
  const account = `${attempt.kind} ${hashOf(attempt.email)}`;
  const most = MOST_WRONG[attempt.kind];
  if (attempt.kind === 'code') return [{ key: account, most }];
  if (attempt.device) return [{ key: `${account} device ${attempt.device}`, most }];
  return [
    { key: `${account} from ${networkOf(attempt.address)}`, most },
    { key: account, most: MOST_WRONG_OF_ACCOUNT },
  ];
}

function networkLimit(attempt: Attempt): Count | null {
  if (attempt.kind === 'code' || attempt.device) return null;
  return { key: `address ${networkOf(attempt.address)}`, most: MOST_WRONG_OF_NETWORK };
}

/** So that the table names nobody, nor what was typed in the wrong field. */
const hashOf = (email: string) => createHash('sha256').update(email.toLowerCase()).digest('base64url');
