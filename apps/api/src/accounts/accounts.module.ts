import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { ACTOR_RESOLVER, CONFIG, Log, type Config } from '../platform/index.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { AUTH, createAuth } from './auth.ts';
import { AuthController } from './auth.controller.ts';
import { EndSockets } from './end-sockets.ts';
import { MeController } from './me.controller.ts';
import { Passwords } from './passwords.ts';
import { ConfirmSecondFactor } from './second-factor/confirm-second-factor.ts';
import { EnrolSecondFactor } from './second-factor/enrol-second-factor.ts';
import { SecondFactor } from './second-factor/second-factor.ts';
import { SecondFactorController } from './second-factor/second-factor.controller.ts';
import { SessionActorResolver } from './session-actor-resolver.ts';

const AUTH_WITH_POOL = Symbol('auth with its pool');
type AuthWithPool = ReturnType<typeof createAuth>;

@Global()
@Module({
  controllers: [AuthController, MeController, SecondFactorController],
  providers: [
    {
      provide: AUTH_WITH_POOL,
      useFactory: (config: Config, log: Log) => createAuth(config, log),
      inject: [CONFIG, Log],
    },
    { provide: AUTH, useFactory: ({ auth }: AuthWithPool) => auth, inject: [AUTH_WITH_POOL] },
    { provide: ACTOR_RESOLVER, useClass: SessionActorResolver },
    AttemptLimit,
    EndSockets,
    Passwords,
    SecondFactor,
    EnrolSecondFactor,
    ConfirmSecondFactor,
  ],
  exports: [ACTOR_RESOLVER, SecondFactor],
})
export class AccountsModule implements OnApplicationShutdown {
  private readonly pool: pg.Pool;

  constructor(@Inject(AUTH_WITH_POOL) { pool }: AuthWithPool) {
    this.pool = pool;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
