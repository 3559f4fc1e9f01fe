import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ExpressInterest as ExpressInterestBody, Id, Interest, InterestPage, InterestQuery } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentCommand, Idempotent, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { ExpressInterest } from './express-interest.ts';
import { interestIn, interestPage } from './interest-views.ts';

@ApiTags('meetings')
@Controller()
export class InterestController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly expressInterest: ExpressInterest,
  ) {}

  @Post('projects/:id/interests')
  @ApiOperation({ summary: 'Express interest in a project' })
  @Idempotent()
  @Permit(negotiationPolicy.expressInterest)
  @Returns(Interest, 201)
  express(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ExpressInterestBody }) body: ExpressInterestBody,
  ) {
    return this.expressInterest.run(command, id, body);
  }

  @Get('projects/:id/interests/mine')
  @ApiOperation({ summary: "The signed-in person's interest in a project" })
  @Permit(negotiationPolicy.readInterests)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ interest: Interest.nullable() }))
  async mine(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
  ): Promise<{ interest: Interest | null }> {
    return { interest: await interestIn(this.dataSource.manager, id, command.actor.id) };
  }

  @Get('interests')
  @ApiOperation({ summary: 'Interests expressed by, or shown to, the signed-in person' })
  @Permit(negotiationPolicy.readInterests)
  @Header('cache-control', 'no-store')
  @Returns(InterestPage)
  list(
    @CurrentCommand() command: PersonCommand,
    @Query({ schema: InterestQuery }) query: z.infer<typeof InterestQuery>,
  ): Promise<InterestPage> {
    return interestPage(this.dataSource.manager, command.actor.id, query);
  }
}
