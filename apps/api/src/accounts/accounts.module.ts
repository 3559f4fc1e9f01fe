import { Global, Module } from '@nestjs/common';
import { ACTOR_RESOLVER } from '../platform/index.ts';
import { AttemptLimit } from './sign-in/attempt-limit.ts';
import { AuthController } from './sign-in/auth.controller.ts';
import { ChooseLanguage } from './choose-language.ts';
import { EndSockets } from './sessions/end-sockets.ts';
import { MeController } from './me.controller.ts';
import { Passwords } from './sign-in/passwords.ts';
import { ConfirmSecondFactor } from './second-factor/confirm-second-factor.ts';
import { EnrolSecondFactor } from './second-factor/enrol-second-factor.ts';
import { SecondFactor } from './second-factor/second-factor.ts';
import { SecondFactorController } from './second-factor/second-factor.controller.ts';
import { SessionActorResolver } from './sessions/session-actor-resolver.ts';
import { Sessions } from './sessions/sessions.ts';

@Global()
@Module({
  controllers: [AuthController, MeController, SecondFactorController],
  providers: [
    Sessions,
    { provide: ACTOR_RESOLVER, useClass: SessionActorResolver },
    AttemptLimit,
    ChooseLanguage,
    EndSockets,
    Passwords,
    SecondFactor,
    EnrolSecondFactor,
    ConfirmSecondFactor,
  ],
  exports: [ACTOR_RESOLVER, SecondFactor],
})
export class AccountsModule {}
