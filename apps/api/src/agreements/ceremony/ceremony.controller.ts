import { Body, Controller, Get, Header, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CallCeremony, Ceremony, CeremonyCandidates, line, OrderCeremony, SwitchScreen } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentEdition } from '../../expo/index.ts';
import { CurrentCommand, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { ceremonyCandidates, ceremonyOf } from './ceremony-views.ts';
import { LeadCeremony } from './lead-ceremony.ts';

const CandidateQuery = z.strictObject({ q: line(80, 0).default('') });

@ApiTags('wall')
@Controller('ceremony')
export class CeremonyController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
    private readonly lead: LeadCeremony,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The signing ceremony: its order and who is called' })
  @Permit(agreementsPolicy.leadCeremony)
  @Header('cache-control', 'no-store')
  @Returns(Ceremony)
  async ceremony(): Promise<Ceremony> {
    return ceremonyOf(this.dataSource.manager, (await this.editions.find()).id);
  }

  @Get('candidates')
  @ApiOperation({ summary: 'Search agreements for the ceremony' })
  @Permit(agreementsPolicy.leadCeremony)
  @Header('cache-control', 'no-store')
  @Returns(CeremonyCandidates)
  async candidates(
    @Query({ schema: CandidateQuery }) { q }: z.infer<typeof CandidateQuery>,
  ): Promise<CeremonyCandidates> {
    return ceremonyCandidates(this.dataSource.manager, (await this.editions.find()).id, q);
  }

  @Put('order')
  @ApiOperation({ summary: 'Set the order of the ceremony' })
  @Permit(agreementsPolicy.leadCeremony)
  @Returns(Ceremony)
  order(@CurrentCommand() command: PersonCommand, @Body({ schema: OrderCeremony }) body: OrderCeremony) {
    return this.lead.order(command, body);
  }

  @Post('call')
  @ApiOperation({ summary: 'Call an agreement onto the stage of the ceremony' })
  @HttpCode(200)
  @Permit(agreementsPolicy.leadCeremony)
  @Returns(Ceremony)
  call(@CurrentCommand() command: PersonCommand, @Body({ schema: CallCeremony }) body: CallCeremony) {
    return this.lead.call(command, body);
  }

  @Put('screen')
  @ApiOperation({ summary: "Switch the ceremony's screen" })
  @Permit(agreementsPolicy.leadCeremony)
  @Returns(Ceremony)
  screen(@CurrentCommand() command: PersonCommand, @Body({ schema: SwitchScreen }) body: SwitchScreen) {
    return this.lead.switch(command, body);
  }
}
