import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Agreement,
  AgreementCommand,
  AgreementHistory,
  AgreementPage,
  AgreementQuery,
  AgreementTerms,
  AgreementWithReason,
  ArrangeSigning,
  Id,
  NameSignatory,
  ReviseAgreement as ReviseAgreementBody,
  integerInAddress,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { meetingFor } from '../../negotiation/index.ts';
import { CurrentCommand, Idempotent, notFound, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { agreementHistory } from '../agreement/agreement-history.ts';
import { agreementFor, agreementsOf, agreementsOfMeeting } from '../agreement/agreement-views.ts';
import { ChangeParties } from './change-parties.ts';
import { DraftAgreement } from './draft-agreement.ts';
import { ReviewAgreement } from './review-agreement.ts';
import { ReviseAgreement } from './revise-agreement.ts';
import { WithdrawAgreement } from './withdraw-agreement.ts';

const Position = integerInAddress(1, 8);
const VersionQuery = z.strictObject({ version: integerInAddress(1) });

@ApiTags('agreements')
@Controller()
export class AgreementController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly draftAgreement: DraftAgreement,
    private readonly reviseAgreement: ReviseAgreement,
    private readonly reviewAgreement: ReviewAgreement,
    private readonly withdrawAgreement: WithdrawAgreement,
    private readonly changeParties: ChangeParties,
  ) {}

  @Post('meetings/:id/agreements')
  @ApiOperation({ summary: 'Draft an agreement from a meeting' })
  @Idempotent()
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement, 201)
  draft(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementTerms }) body: AgreementTerms,
  ) {
    return this.draftAgreement.run(command, id, body);
  }

  @Get('meetings/:id/agreements')
  @ApiOperation({ summary: 'The agreements of a meeting' })
  @Permit(agreementsPolicy.negotiate)
  @Header('cache-control', 'no-store')
  @Returns(z.array(Agreement))
  async ofMeeting(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
  ): Promise<Agreement[]> {
    if (!(await meetingFor(this.dataSource.manager, id, command.actor.id))) throw notFound('meeting');
    return agreementsOfMeeting(this.dataSource.manager, id, command.actor.id);
  }

  @Get('agreements')
  @ApiOperation({ summary: "The signed-in person's agreements" })
  @Permit(agreementsPolicy.read)
  @Header('cache-control', 'no-store')
  @Returns(AgreementPage)
  mine(
    @CurrentCommand() command: PersonCommand,
    @Query({ schema: AgreementQuery }) query: z.infer<typeof AgreementQuery>,
  ): Promise<AgreementPage> {
    return agreementsOf(this.dataSource.manager, command.actor.id, query);
  }

  @Get('agreements/:id')
  @ApiOperation({ summary: 'One agreement' })
  @Permit(agreementsPolicy.read)
  @Header('cache-control', 'no-store')
  @Returns(Agreement)
  async agreement(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
  ): Promise<Agreement> {
    const agreement = await agreementFor(this.dataSource.manager, id, command.actor);
    if (!agreement) throw notFound('agreement');
    return agreement;
  }

  @Get('agreements/:id/history')
  @ApiOperation({ summary: "An agreement's versions and what happened to it" })
  @Permit(agreementsPolicy.read)
  @Header('cache-control', 'no-store')
  @Returns(AgreementHistory)
  async history(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
  ): Promise<AgreementHistory> {
    await this.agreement(command, id);
    return agreementHistory(this.dataSource.manager, id);
  }

  @Put('agreements/:id')
  @ApiOperation({ summary: 'Revise a draft, as a new version' })
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  revise(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReviseAgreementBody }) body: ReviseAgreementBody,
  ) {
    return this.reviseAgreement.run(command, id, body);
  }

  @Post('agreements/:id/amendments')
  @ApiOperation({ summary: 'Draft an amendment to a registered agreement' })
  @Idempotent()
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement, 201)
  amend(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string) {
    return this.draftAgreement.amend(command, id);
  }

  @Post('agreements/:id/submit')
  @ApiOperation({ summary: 'Submit a draft for review' })
  @HttpCode(200)
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  submit(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementCommand }) body: AgreementCommand,
  ) {
    return this.reviewAgreement.submit(command, id, body.version);
  }

  @Post('agreements/:id/approve')
  @ApiOperation({ summary: 'Approve a version' })
  @HttpCode(200)
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  approve(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementCommand }) body: AgreementCommand,
  ) {
    return this.reviewAgreement.approve(command, id, body.version);
  }

  @Post('agreements/:id/withdraw')
  @ApiOperation({ summary: 'Withdraw an agreement' })
  @HttpCode(200)
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  withdraw(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AgreementWithReason }) body: AgreementWithReason,
  ) {
    return this.withdrawAgreement.run(command, id, body.version, body.reason);
  }

  @Put('agreements/:id/signing')
  @ApiOperation({ summary: 'Arrange how and by when the agreement is signed' })
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  arrange(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ArrangeSigning }) body: ArrangeSigning,
  ) {
    return this.changeParties.arrange(command, id, body);
  }

  @Post('agreements/:id/parties')
  @ApiOperation({ summary: 'Add a party' })
  @HttpCode(200)
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  addParty(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NameSignatory }) body: NameSignatory,
  ) {
    return this.changeParties.add(command, id, body);
  }

  @Put('agreements/:id/parties/mine')
  @ApiOperation({ summary: "Name who signs for one's party" })
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  delegate(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NameSignatory }) body: NameSignatory,
  ) {
    return this.changeParties.delegate(command, id, body);
  }

  @Delete('agreements/:id/parties/:position')
  @ApiOperation({ summary: 'Remove a party' })
  @Permit(agreementsPolicy.negotiate)
  @Returns(Agreement)
  removeParty(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('position', { schema: Position }) position: number,
    @Query({ schema: VersionQuery }) { version }: z.infer<typeof VersionQuery>,
  ) {
    return this.changeParties.remove(command, id, position, version);
  }
}
