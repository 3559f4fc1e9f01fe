import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Agreement, AgreementWithReason, Id } from '@everexpo/contracts';
import { CurrentCommand, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { AskEnding } from './ask-ending.ts';

@Controller('agreements/:id')
export class EndingController {
  constructor(private readonly ending: AskEnding) {}

  @Post('complete')
  @HttpCode(200)
  @Permit(agreementsPolicy.end)
  @Returns(Agreement)
  complete(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementWithReason }) { version, reason }: AgreementWithReason,
  ) {
    return this.ending.run(command, id, 'complete', version, reason);
  }

  @Post('terminate')
  @HttpCode(200)
  @Permit(agreementsPolicy.end)
  @Returns(Agreement)
  terminate(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementWithReason }) { version, reason }: AgreementWithReason,
  ) {
    return this.ending.run(command, id, 'terminate', version, reason);
  }

  @Post('refuse-ending')
  @HttpCode(200)
  @Permit(agreementsPolicy.end)
  @Returns(Agreement)
  refuse(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string) {
    return this.ending.refuse(command, id);
  }
}
