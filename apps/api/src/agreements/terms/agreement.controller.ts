import { Body, Controller, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Agreement, AgreementCommand, AgreementTerms, Id, ReviseAgreement as ReviseAgreementBody, SignAgreement as SignAgreementBody } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { meetingFor } from '../../negotiation/index.ts';
import { CurrentCommand, Idempotent, notFound, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { PrepareAgreement } from '../signing/prepare-agreement.ts';
import { SignAgreement } from '../signing/sign-agreement.ts';
import { agreementFor, agreementsOfMeeting } from './agreement-views.ts';
import { DraftAgreement } from './draft-agreement.ts';
import { ReviseAgreement } from './revise-agreement.ts';

@Controller()
export class AgreementController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly draftAgreement: DraftAgreement,
    private readonly reviseAgreement: ReviseAgreement,
    private readonly prepareAgreement: PrepareAgreement,
    private readonly signAgreement: SignAgreement,
  ) {}

  @Post('meetings/:id/agreements')
  @Idempotent()
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement, 201)
  draft(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string, @Body({ schema: AgreementTerms }) body: AgreementTerms) {
    return this.draftAgreement.run(command, id, body);
  }

  @Get('meetings/:id/agreements')
  @Permit(agreementsPolicy.negotiate)
  @Header('cache-control', 'no-store')
  @Returns(z.array(Agreement))
  async ofMeeting(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Agreement[]> {
    if (!(await meetingFor(this.dataSource.manager, id, command.actor.id))) throw notFound('meeting');
    return agreementsOfMeeting(this.dataSource.manager, id);
  }

  @Get('agreements/:id')
  @Permit(agreementsPolicy.read)
  @Header('cache-control', 'no-store')
  @Returns(Agreement)
  async agreement(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Agreement> {
    const agreement = await agreementFor(this.dataSource.manager, id, command.actor);
    if (!agreement) throw notFound('agreement');
    return agreement;
  }

  @Put('agreements/:id')
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  revise(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string, @Body({ schema: ReviseAgreementBody }) body: ReviseAgreementBody) {
    return this.reviseAgreement.run(command, id, body);
  }

  @Post('agreements/:id/prepare')
  @HttpCode(200)
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  prepare(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string, @Body({ schema: AgreementCommand }) body: AgreementCommand) {
    return this.prepareAgreement.run(command, id, body.version);
  }

  @Post('agreements/:id/sign')
  @HttpCode(200)
  @Idempotent()
  @Permit(agreementsPolicy.sign)
  @Returns(Agreement)
  sign(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string, @Body({ schema: SignAgreementBody }) body: SignAgreementBody) {
    return this.signAgreement.run(command, id, body);
  }
}
