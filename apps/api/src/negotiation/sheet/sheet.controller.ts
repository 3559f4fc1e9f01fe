import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, integerInAddress, SheetHistory } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentCommand, notFound, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { sheetHistory } from './sheet-store.ts';

const AfterQuery = z.strictObject({ after: integerInAddress(0, Number.MAX_SAFE_INTEGER).default(0) });

/** The term sheet of a meeting. What is typed comes by socket. */
@ApiTags('meetings')
@Controller('meetings')
export class SheetController {
  constructor(private readonly dataSource: DataSource) {}

  @Get(':id/sheet')
  @ApiOperation({ summary: "The changes of a meeting's term sheet after a number" })
  @Permit(negotiationPolicy.enterMeeting)
  @Header('cache-control', 'no-store')
  @Returns(SheetHistory)
  async sheet(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: AfterQuery }) { after }: z.infer<typeof AfterQuery>,
  ): Promise<SheetHistory> {
    if (!(await meetingFor(this.dataSource.manager, id, command.actor.id))) throw notFound('meeting');
    return sheetHistory(this.dataSource.manager, id, after);
  }
}
