import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  Interval,
  exec,
  exists,
  FairQueue,
  maybeOne,
  networkOf,
  ProblemError,
  sql,
  UnitOfWork,
} from '../../platform/index.ts';

const WINDOW_MINUTES = 15;
/** How often the window doubles where it was exhausted again and again: up to four hours. */
const MAX_DOUBLINGS = 4;
const CLEAN_EVERY_MS = 60 * 60_000;
/**
 * Wrong ones within the window. Of six digits each guess finds one in 300,000, of a password who mistypes needs more.
 */
const MAX_WRONG = { code: 5, password: 10 };
/** Of an account's passwords, from all networks together that it is not known from (NIST SP 800-63B, 5.2.2). */
const MAX_WRONG_OF_ACCOUNT = 100;
/** From one network, of all accounts together: a hall's whole audience may share it. */
const MAX_WRONG_OF_NETWORK = 300;
/**
 * Passwords that one node looks at together: each takes one of libuv's four threads, which files and names need too.
 */
const PASSWORDS_AT_ONCE = 3;
/** More than a hall that signs in at once, about a minute's work. */
const PASSWORDS_WAITING = 1_000;
const BUSY_RETRY_SECONDS = 10;

/** What is tried: a code by who is signed in already, or the password of an account by anybody. */
export type Attempt =
  | { kind: 'code'; email: string }
  | {
      kind: 'password';
      /** The e-mail address of the account, whether there is one or not. */
      email: string;
      /** Network address of the sender. */
      address: string;
      /** The browser, when the account is signed in to from it or was before. */
      device?: string | null;
    };

/** A password or code that does not fit. */
export class WrongSecret extends ProblemError {}

/** What is counted together, and how many of it may be wrong. */
interface Count {
  key: string;
  most: number;
  /** Whether the window doubles; not that of what many share, who cannot help it. */
  doubles: boolean;
}
type Taken = Count & { since: Date };

/**
 * The one limit on everything that checks a secret, kept in the database so that all nodes count together. A person's
 * attempts are counted before they are looked at, so that many at once cannot slip past, and no longer once they were
 * right. Strangers are counted by network and can shut out new browsers of theirs alone, or of the one account that
 * they attack from everywhere; a known browser, or one that is signed in, is counted by itself.
 */
@Injectable()
export class AttemptLimit {
  private readonly passwords = new FairQueue(PASSWORDS_AT_ONCE, PASSWORDS_WAITING, busy);

  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Must run outside a transaction: what is counted stays although `check` fails. Passwords are looked at in turn by
   * network or known browser.
   * @throws ProblemError 429 with Retry-After once too many were wrong; 503 `busy` when too many passwords wait; what
   * `check` throws, {@link WrongSecret} for a wrong secret
   */
  async run<T>(attempt: Attempt, check: () => Promise<T>): Promise<T> {
    const network = networkLimit(attempt);
    if (network) await this.assertWithinLimit(network, attempt.kind);
    const taken = await this.takeAll(countsOf(attempt), attempt.kind);
    try {
      const result = await (attempt.kind === 'code'
        ? check()
        : this.passwords.run(attempt.device ?? networkOf(attempt.address), () => this.checkFrom(network, check)));
      await this.refund(taken);
      return result;
    } catch (error) {
      if (!(error instanceof WrongSecret)) await this.refund(taken);
      throw error;
    }
  }

  /** Looks at the network's count once more, as of many at once the first ones have been counted since. */
  private async checkFrom<T>(network: Count | null, check: () => Promise<T>): Promise<T> {
    if (network) await this.assertWithinLimit(network, 'password');
    try {
      return await check();
    } catch (error) {
      // Only what was wrong: many behind one address who sign in at once do not refuse each other.
      if (network && error instanceof WrongSecret) await this.add(network);
      throw error;
    }
  }

  private async takeAll(counts: Count[], kind: Attempt['kind']): Promise<Taken[]> {
    const taken: Taken[] = [];
    for (const count of counts) {
      const since = await this.add(count, sql`s.attempts < ${count.most}`);
      if (since) taken.push({ ...count, since });
      else {
        await this.refund(taken);
        await this.throwLocked(count, kind);
      }
    }
    return taken;
  }

  /** Counts one more where `may` allows it; the beginning of its window, or null. */
  private async add({ key, most, doubles }: Count, may = sql`true`): Promise<Date | null> {
    const row = await this.work.system(
      'accounts.count-attempt',
      (tx) => maybeOne<{ since: Date }>(tx)`
      INSERT INTO secret_attempt AS s (key, attempts) VALUES (${key}, 1)
      ON CONFLICT (key) DO UPDATE SET
        attempts = CASE WHEN ${OVER} THEN 1 ELSE s.attempts + 1 END,
        rounds = CASE
        WHEN NOT ${OVER} THEN s.rounds
        WHEN ${doubles} AND s.attempts >= ${most} AND NOT ${FORGOTTEN} THEN s.rounds + 1
        ELSE 0 END,
        since = CASE WHEN ${OVER} THEN clock_timestamp() ELSE s.since END
      WHERE ${OVER} OR ${may}
      RETURNING since
    `,
    );
    return row?.since ?? null;
  }

  private async assertWithinLimit(count: Count, kind: Attempt['kind']): Promise<void> {
    const over = await exists(this.dataSource)`
      SELECT 1 FROM secret_attempt s WHERE key = ${count.key} AND attempts >= ${count.most} AND NOT ${OVER}
    `;
    if (over) await this.throwLocked(count, kind);
  }

  private async throwLocked({ key }: Count, kind: Attempt['kind']): Promise<never> {
    const row = await maybeOne<{ seconds: number }>(this.dataSource)`
      SELECT ceil(extract(epoch FROM s.since + ${WINDOW} - clock_timestamp()))::int AS seconds
      FROM secret_attempt s
      WHERE key = ${key}
    `;
    const seconds = Math.max(1, row?.seconds ?? 1);
    const code = ({ code: 'second_factor_locked', password: 'too_many_attempts' } as const)[kind];
    throw new ProblemError(code, { minutes: Math.ceil(seconds / 60) }, { retryAfterSeconds: seconds });
  }

  private async refund(taken: Taken[]): Promise<void> {
    for (const { key, since } of taken)
      await this.work.system(
        'accounts.give-attempt-back',
        (tx) => exec(tx)`
        UPDATE secret_attempt
        SET attempts = greatest(attempts - 1, 0)
        WHERE key = ${key} AND date_trunc('milliseconds', since) = ${since}
      `,
      );
  }

  @Interval(CLEAN_EVERY_MS, 'accounts.forget-attempts')
  async forgetOld(): Promise<void> {
    await this.work.system(
      'accounts.forget-attempts',
      (tx) => exec(tx)`DELETE FROM secret_attempt s WHERE ${FORGOTTEN}`,
    );
  }
}

const WINDOW = sql`(make_interval(mins => ${WINDOW_MINUTES}) * (2 ^ least(s.rounds, ${MAX_DOUBLINGS})))`;
const OVER = sql`(s.since < clock_timestamp() - ${WINDOW})`;
/** So long after a window that the next begins anew with the shortest. */
const FORGOTTEN = sql`(s.since < clock_timestamp() - 2 * ${WINDOW})`;

function countsOf(attempt: Attempt): Count[] {
  const account = `${attempt.kind} ${hashOf(attempt.email)}`;
  const own = { most: MAX_WRONG[attempt.kind], doubles: true };
  if (attempt.kind === 'code') return [{ key: account, ...own }];
  if (attempt.device) return [{ key: `${account} device ${attempt.device}`, ...own }];
  return [
    { key: `${account} from ${networkOf(attempt.address)}`, ...own },
    { key: account, most: MAX_WRONG_OF_ACCOUNT, doubles: true },
  ];
}

function networkLimit(attempt: Attempt): Count | null {
  if (attempt.kind === 'code' || attempt.device) return null;
  return { key: `address ${networkOf(attempt.address)}`, most: MAX_WRONG_OF_NETWORK, doubles: false };
}

const busy = () => new ProblemError('busy', {}, { retryAfterSeconds: BUSY_RETRY_SECONDS });

/** So that the table names nobody, nor what was typed in the wrong field. */
const hashOf = (email: string) => createHash('sha256').update(email.toLowerCase()).digest('base64url');
