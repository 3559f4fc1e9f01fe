import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { maybeOne } from '../../platform/index.ts';
import { AttemptLimit, WrongSecret } from './attempt-limit.ts';

export interface Credentials {
  email: string;
  password: string;
  /** Network address of the sender. */
  address: string;
  /** The browser, when the account is signed in to from it or was before. */
  device?: string | null;
}

/** Checks passwords: with the same work for an unknown address as for a known one, and within the limit on attempts. */
@Injectable()
export class Passwords {
  /** Salt and key as better-auth keeps them, of no password at all. */
  private readonly dummy = `${randomBytes(16).toString('hex')}:${randomBytes(64).toString('hex')}`;

  constructor(
    private readonly dataSource: DataSource,
    private readonly limit: AttemptLimit,
  ) {}

  /**
   * The id of the person whose password it is.
   * @throws ProblemError 401 `invalid_email_or_password`; 429 `too_many_attempts`; 503 `busy`
   */
  check({ email, password, address, device }: Credentials): Promise<string> {
    return this.limit.run({ kind: 'password', email, address, device }, async () => {
      const known = await maybeOne<{ id: string; hash: string }>(this.dataSource)`
        SELECT p.id, c.password AS hash FROM person p JOIN auth_credential c ON c.person_id = p.id
        WHERE p.email = ${email.toLowerCase()} AND c.provider_id = 'credential' AND c.password IS NOT NULL
      `;
      const fits = await this.verify({ hash: known?.hash ?? this.dummy, password });
      if (!known || !fits) throw new WrongSecret('invalid_email_or_password');
      return known.id;
    });
  }

  /** The work that a password costs (scrypt), whoever it is of. */
  async verify(attempt: { hash: string; password: string }): Promise<boolean> {
    const { verifyPassword } = await import('better-auth/crypto');
    return verifyPassword(attempt);
  }
}
