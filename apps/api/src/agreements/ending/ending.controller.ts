import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Agreement, AgreementWithReason, Id } from '@everexpo/contracts';
import { CurrentCommand, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { RequestEnding } from './request-ending.ts';

@ApiTags('agreements')
@Controller('agreements/:id')
export class EndingController {
  constructor(private readonly ending: RequestEnding) {}

  @Post('complete')
  @ApiOperation({ summary: 'Ask to complete an agreement, or agree to it' })
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
  @ApiOperation({ summary: 'Ask to terminate an agreement, or agree to it' })
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
  @ApiOperation({ summary: 'Refuse to complete or terminate an agreement' })
  @HttpCode(200)
  @Permit(agreementsPolicy.end)
  @Returns(Agreement)
  declineEnding(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string) {
    return this.ending.decline(command, id);
  }
}
