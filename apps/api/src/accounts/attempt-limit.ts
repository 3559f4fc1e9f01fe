import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Every, ProblemError } from '../platform/index.ts';

const WINDOW_MINUTES = 15;
const CLEAN_EVERY_MS = 60 * 60_000;
/** Wrong ones within the window. Of six digits each guess finds one in 300,000, of a password who mistypes needs more. */
const MOST_WRONG = { code: 5, password: 10 };
/**
 * From one address, of all that behind it type: a hall's whole audience may share it. Passwords alone, since who types
 * a code is known already: nobody in the hall can keep the others from signing.
 */
const MOST_WRONG_FROM_ADDRESS = 300;

export type SecretKind = keyof typeof MOST_WRONG;

export interface Attempt {
  kind: SecretKind;
  /** The e-mail address of the account, whether there is one or not. */
  email: string;
  /** Network address of the sender. */
  address: string;
}

/** A password or code that does not fit. */
export class WrongSecret extends ProblemError {}

interface Taken {
  key: string;
  since: Date;
}

/**
 * The one limit on everything that checks a secret, a person's and an address's, kept in the database so that all
 * nodes count together. An attempt is counted before it is looked at, so that many at once cannot slip past, and no
 * longer once it was right.
 */
@Injectable()
export class AttemptLimit {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Must run outside a transaction: what is counted stays although `check` fails.
   * @throws ProblemError 429 with Retry-After once too many were wrong; what `check` throws, {@link WrongSecret} for a wrong secret
   */
  async run<T>({ kind, email, address }: Attempt, check: () => Promise<T>): Promise<T> {
    const person = await this.take(`${kind} ${hashOf(email)}`, MOST_WRONG[kind], kind);
    if (kind === 'code') return this.counting([person], check);
    try {
      const from = await this.take(`address ${address}`, MOST_WRONG_FROM_ADDRESS, kind);
      return await this.counting([person, from], check);
    } catch (error) {
      if (error instanceof TooMany) await this.giveBack(person);
      throw error;
    }
  }

  private async counting<T>(taken: Taken[], check: () => Promise<T>): Promise<T> {
    const giveBack = () => Promise.all(taken.map((one) => this.giveBack(one)));
    try {
      const result = await check();
      await giveBack();
      return result;
    } catch (error) {
      if (!(error instanceof WrongSecret)) await giveBack();
      throw error;
    }
  }

  private async take(key: string, most: number, kind: SecretKind): Promise<Taken> {
    const [taken] = await this.dataSource.query<{ since: Date }[]>(
      `INSERT INTO secret_attempt AS s (key, attempts) VALUES ($1, 1)
       ON CONFLICT (key) DO UPDATE SET attempts = CASE WHEN ${OVER} THEN 1 ELSE s.attempts + 1 END, since = CASE WHEN ${OVER} THEN clock_timestamp() ELSE s.since END
        WHERE ${OVER} OR s.attempts < $2 RETURNING since`,
      [key, most],
    );
    if (taken) return { key, since: taken.since };
    const [row] = await this.dataSource.query<{ seconds: number }[]>(
      `SELECT ceil(extract(epoch FROM s.since + ${WINDOW} - clock_timestamp()))::int AS seconds FROM secret_attempt s WHERE key = $1`,
      [key],
    );
    throw new TooMany(kind, Math.max(1, row?.seconds ?? 1));
  }

  private async giveBack({ key, since }: Taken): Promise<void> {
    await this.dataSource.query(
      `UPDATE secret_attempt SET attempts = greatest(attempts - 1, 0) WHERE key = $1 AND date_trunc('milliseconds', since) = $2`,
      [key, since],
    );
  }

  @Every(CLEAN_EVERY_MS, 'accounts.forget-attempts')
  async forgetOld(): Promise<void> {
    await this.dataSource.query(`DELETE FROM secret_attempt s WHERE ${OVER}`);
  }
}

const WINDOW = `interval '${WINDOW_MINUTES} minutes'`;
const OVER = `s.since < clock_timestamp() - ${WINDOW}`;

class TooMany extends ProblemError {
  constructor(kind: SecretKind, seconds: number) {
    const code = { code: 'second_factor_locked', password: 'too_many_attempts' }[kind];
    super(429, code, `Too many were wrong. Try again in ${Math.ceil(seconds / 60)} minutes.`, undefined, seconds);
  }
}

/** So that the table names nobody, nor what was typed in the wrong field. */
const hashOf = (email: string) => createHash('sha256').update(email.toLowerCase()).digest('base64url');
