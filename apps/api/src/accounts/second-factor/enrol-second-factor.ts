import { Inject, Injectable } from '@nestjs/common';
import type { SecondFactorSecret } from '@everexpo/contracts';
import {
  type Config,
  CONFIG,
  exec,
  exists,
  fieldError,
  invalid,
  type PersonCommand,
  ProblemError,
  UnitOfWork,
} from '../../platform/index.ts';
import { WrongSecret } from '../sign-in/attempt-limit.ts';
import { Passwords } from '../sign-in/passwords.ts';
import { SecondFactor } from './second-factor.ts';
import { encrypt } from './secret-box.ts';

/** Gives a person a new authenticator secret: with the password, and with a code of the one it replaces. */
@Injectable()
export class EnrolSecondFactor {
  constructor(
    private readonly work: UnitOfWork,
    private readonly factor: SecondFactor,
    private readonly passwords: Passwords,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @throws ProblemError 403 for a wrong password; 422 `second_factor` without a good code of the present
   * authenticator; 429 `too_many_attempts`, `second_factor_locked`
   */
  async run(command: PersonCommand, password: string, code: string | undefined): Promise<SecondFactorSecret> {
    const { email, signInId } = command.actor;
    const address = command.from?.address ?? '';
    await this.passwords.check({ email, password, address, device: signInId }).catch((error: unknown) => {
      throw error instanceof WrongSecret ? new ProblemError('wrong_password') : error;
    });
    const [{ generateSecret, generateURI }, { default: QRCode }] = await Promise.all([
      import('otplib'),
      import('qrcode'),
    ]);
    const secret = generateSecret();
    await this.factor.guard(command, () =>
      this.work.run(command, async (tx) => {
        const present = await exists(tx)`
          SELECT 1 FROM second_factor WHERE person_id = ${command.actor.id} AND confirmed_at IS NOT NULL
        `;
        if (present && code === undefined) throw invalid(fieldError('/code', 'required.present_code'));
        if (present) await this.factor.spend(tx, command.actor.id, code as string);
        await exec(tx)`
          INSERT INTO second_factor (person_id, secret)
          VALUES (${command.actor.id}, ${encrypt(secret, this.config.AUTH_SECRET)})
          ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, confirmed_at = NULL
        `;
        await tx.audit('second-factor.enrol', command.actor.id);
      }),
    );
    const uri = generateURI({ issuer: 'Everexpo', label: email, secret });
    return { secret, uri, qr: await QRCode.toString(uri, { type: 'svg', margin: 1 }) };
  }
}
