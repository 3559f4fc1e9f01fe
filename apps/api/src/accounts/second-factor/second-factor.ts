import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type Config,
  CONFIG,
  exec,
  exists,
  fieldError,
  type FieldError,
  invalid,
  maybeOne,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { AttemptLimit, WrongSecret } from '../sign-in/attempt-limit.ts';
import { decrypt } from './secret-box.ts';

/** Seconds of one time step (RFC 6238, section 5.2). */
const PERIOD = 30;
/** A code of the step before or after counts too: phones' clocks are off by a little. */
const TOLERANCE_SECONDS = PERIOD;
/** How far a phone's clock may be off for us to name it as the cause. */
const LOOK_AROUND_SECONDS = 20 * 60;

interface Row {
  secret: string;
  confirmed: boolean;
  /** The database's clock, seconds of the Unix epoch: all nodes agree on it. */
  now: number;
}

const wrongCode = (error: FieldError) => new WrongSecret('second_factor', {}, { errors: [error] });

/** The codes of a person's authenticator app (TOTP, RFC 6238): each is good for one act, within about a minute. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly limit: AttemptLimit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async enrolled(personId: string): Promise<boolean> {
    return exists(this.dataSource)`
      SELECT 1 FROM second_factor WHERE person_id = ${personId} AND confirmed_at IS NOT NULL
    `;
  }

  /**
   * Runs `act` with a code that it may spend; a wrong code is counted even though its transaction is undone. A repeat
   * of what was done already gets its result whatever has been wrong since.
   * @throws ProblemError 429 `second_factor_locked` after too many wrong codes; what `act` throws
   */
  async guard<T>(command: PersonCommand, act: () => Promise<T>): Promise<T> {
    const earlier = await this.work.earlier<T>(command);
    if (earlier.done) return earlier.result;
    return this.limit.run({ kind: 'code', email: command.actor.email }, act);
  }

  /**
   * Uses up a code inside the caller's transaction, which must run within {@link guard}; returns its time step.
   * @throws ProblemError 403 `second_factor_missing`; 422 `second_factor` when it is wrong or used
   */
  async spend(tx: Transaction, personId: string, code: string, { pending = false } = {}): Promise<number> {
    const row = await this.read(tx.manager, personId);
    if (!row || (!row.confirmed && !pending)) throw new ProblemError('second_factor_missing');
    const step = await this.stepOf(row, code);
    const used = await exec(tx)`
      UPDATE second_factor SET used_step = ${step} WHERE person_id = ${personId} AND used_step < ${step}
    `;
    if (used === 0) throw invalid(fieldError('/code', 'used'));
    return step;
  }

  private async stepOf(row: Row, code: string): Promise<number> {
    const { verify } = await import('otplib');
    const secret = decrypt(row.secret, this.config.AUTH_SECRET);
    const check = (epochTolerance: number) =>
      verify({ secret, token: code, epoch: row.now, period: PERIOD, epochTolerance });
    const result = await check(TOLERANCE_SECONDS);
    if (result.valid) return Math.floor(row.now / PERIOD) + result.delta;
    const off = await check(LOOK_AROUND_SECONDS);
    if (!off.valid) throw wrongCode(fieldError('/code', 'second_factor'));
    const minutes = Math.round(Math.abs(off.delta * PERIOD) / 60);
    const rule = off.delta > 0 ? 'second_factor.clock_ahead' : 'second_factor.clock_behind';
    throw wrongCode(fieldError('/code', rule, { minutes }));
  }

  private async read(manager: EntityManager, personId: string): Promise<Row | undefined> {
    const row = await maybeOne<Row>(manager)`
      SELECT secret, confirmed_at IS NOT NULL AS confirmed, extract(epoch FROM clock_timestamp())::float8 AS now
      FROM second_factor WHERE person_id = ${personId}
    `;
    return row && { ...row, now: Math.floor(row.now) };
  }
}
