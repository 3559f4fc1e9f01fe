import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AddMilestone, FollowUp, Id, OverduePage, OverdueQuery, ReachMilestone } from '@everexpo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  Consumes,
  CurrentCommand,
  Idempotent,
  maybeOne,
  notFound,
  Permit,
  type PersonCommand,
  readNamedFile,
  Returns,
  ReturnsFile,
  sendFile,
  type Storage,
  STORAGE,
} from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { documentKey } from '../documents/document-key.ts';
import { agreementFor } from '../agreement/agreement-views.ts';
import { followUpOf, overduePage } from './follow-up-views.ts';
import { ManageMilestones } from './manage-milestones.ts';

@ApiTags('agreements')
@Controller()
export class FollowUpController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly milestones: ManageMilestones,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Get('agreements/:id/follow-up')
  @ApiOperation({ summary: "An agreement's milestones and their evidence" })
  @Permit(agreementsPolicy.followUp)
  @Header('cache-control', 'no-store')
  @Returns(FollowUp)
  async followUp(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<FollowUp> {
    if (!(await agreementFor(this.dataSource.manager, id, command.actor))) throw notFound('agreement');
    return followUpOf(this.dataSource.manager, id);
  }

  @Post('agreements/:id/milestones')
  @ApiOperation({ summary: 'Add a milestone' })
  @Idempotent()
  @Permit(agreementsPolicy.followUp)
  @Returns(FollowUp, 201)
  add(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AddMilestone }) body: AddMilestone,
  ): Promise<FollowUp> {
    return this.milestones.add(command, id, body);
  }

  @Post('milestones/:id/reach')
  @ApiOperation({ summary: 'Mark a milestone as reached' })
  @HttpCode(200)
  @Permit(agreementsPolicy.followUp)
  @Returns(FollowUp)
  reach(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReachMilestone }) { realisedFen }: ReachMilestone,
  ): Promise<FollowUp> {
    return this.milestones.reach(command, id, realisedFen);
  }

  /** Multipart: `file`. */
  @Post('milestones/:id/evidence')
  @ApiOperation({ summary: 'Attach evidence to a milestone' })
  @HttpCode(200)
  @Permit(agreementsPolicy.followUp)
  @Consumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @Returns(FollowUp)
  async addEvidence(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<FollowUp> {
    return this.milestones.addEvidence(command, id, () => readNamedFile(request, 'file'));
  }

  @Get('milestones/evidence/:id')
  @ApiOperation({ summary: "A milestone's evidence" })
  @Permit(agreementsPolicy.followUp)
  @ReturnsFile('application/pdf', 'image/jpeg', 'image/png')
  async evidence(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await maybeOne<{ agreementId: string; sha256: string; type: string; name: string }>(this.dataSource)`
      SELECT m.agreement_id AS "agreementId", v.sha256, v.type, v.name
      FROM milestone_evidence v
      JOIN milestone m ON m.id = v.milestone_id
      WHERE v.id = ${id}
    `;
    if (!file || !(await agreementFor(this.dataSource.manager, file.agreementId, command.actor)))
      throw notFound('file');
    const headers = {
      'content-type': file.type,
      'cache-control': 'private, no-cache',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    };
    await sendFile(reply, headers, () => this.storage.open(documentKey(file.sha256)));
  }

  @Get('milestones/overdue')
  @ApiOperation({ summary: 'Milestones that are overdue' })
  @Permit(agreementsPolicy.readFigures)
  @Header('cache-control', 'no-store')
  @Returns(OverduePage)
  overdue(@Query({ schema: OverdueQuery }) query: z.infer<typeof OverdueQuery>): Promise<OverduePage> {
    return overduePage(this.dataSource.manager, query);
  }
}
