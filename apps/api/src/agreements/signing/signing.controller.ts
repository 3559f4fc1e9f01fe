import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Agreement, AgreementWithReason, Id, SignAgreement as SignAgreementBody } from '@everexpo/contracts';
import { CurrentCommand, Idempotent, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { DeclineAgreement } from './decline-agreement.ts';
import { SignAgreement } from './sign-agreement.ts';

@ApiTags('agreements')
@Controller('agreements/:id')
export class SigningController {
  constructor(
    private readonly signAgreement: SignAgreement,
    private readonly declineAgreement: DeclineAgreement,
  ) {}

  @Post('sign')
  @ApiOperation({ summary: 'Sign a document by its SHA-256, with a code of the second factor' })
  @HttpCode(200)
  @Idempotent()
  @Permit(agreementsPolicy.sign)
  @Returns(Agreement)
  sign(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SignAgreementBody }) body: SignAgreementBody,
  ) {
    return this.signAgreement.run(command, id, body);
  }

  @Post('decline')
  @ApiOperation({ summary: 'Decline to sign' })
  @HttpCode(200)
  @Permit(agreementsPolicy.sign)
  @Returns(Agreement)
  decline(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementWithReason }) body: AgreementWithReason,
  ) {
    return this.declineAgreement.run(command, id, body.version, body.reason);
  }
}
