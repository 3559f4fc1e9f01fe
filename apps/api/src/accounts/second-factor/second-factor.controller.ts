import { Body, Controller, Get, Header, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ConfirmSecondFactor as ConfirmBody,
  EnrolSecondFactor as EnrolBody,
  SecondFactorSecret,
  SecondFactorState,
} from '@everexpo/contracts';
import { CurrentCommand, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { accountsPolicy } from '../accounts.policy.ts';
import { ConfirmSecondFactor } from './confirm-second-factor.ts';
import { EnrolSecondFactor } from './enrol-second-factor.ts';
import { SecondFactor } from './second-factor.ts';

@ApiTags('accounts')
@Controller('me/second-factor')
export class SecondFactorController {
  constructor(
    private readonly factor: SecondFactor,
    private readonly enrolFactor: EnrolSecondFactor,
    private readonly confirmFactor: ConfirmSecondFactor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether a second factor is set up' })
  @Permit(accountsPolicy.ownSecondFactor)
  @Header('cache-control', 'no-store')
  @Returns(SecondFactorState)
  async state(@CurrentCommand() command: PersonCommand): Promise<SecondFactorState> {
    return { enrolled: await this.factor.enrolled(command.actor.id) };
  }

  @Put()
  @ApiOperation({ summary: 'Begin to set up a second factor: its secret and QR code' })
  @Permit(accountsPolicy.ownSecondFactor)
  @Header('cache-control', 'no-store')
  @Returns(SecondFactorSecret)
  enrol(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: EnrolBody }) { password, code }: EnrolBody,
  ): Promise<SecondFactorSecret> {
    return this.enrolFactor.run(command, password, code);
  }

  @Post('confirm')
  @ApiOperation({ summary: 'Confirm the second factor with a first code' })
  @HttpCode(200)
  @Permit(accountsPolicy.ownSecondFactor)
  @Returns(SecondFactorState)
  async confirm(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: ConfirmBody }) { code }: ConfirmBody,
  ): Promise<SecondFactorState> {
    await this.confirmFactor.run(command, code);
    return { enrolled: true };
  }
}
