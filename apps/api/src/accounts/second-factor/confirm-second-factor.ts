import { Injectable } from '@nestjs/common';
import { exec, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { SecondFactor } from './second-factor.ts';

/** Takes an authenticator into use once it has shown that it gives the right codes. */
@Injectable()
export class ConfirmSecondFactor {
  constructor(
    private readonly work: UnitOfWork,
    private readonly factor: SecondFactor,
  ) {}

  /** @throws ProblemError 403 `second_factor_missing`; 422 `second_factor`, `used`; 429 `second_factor_locked` */
  run(command: PersonCommand, code: string): Promise<void> {
    return this.factor.guard(command, () =>
      this.work.run(command, async (tx) => {
        await this.factor.spend(tx, command.actor.id, code, { pending: true });
        await exec(tx)`UPDATE second_factor SET confirmed_at = now() WHERE person_id = ${command.actor.id}`;
        await tx.audit('second-factor.confirm', command.actor.id);
      }),
    );
  }
}
