import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AttendanceReport, Id, ViewerPage, ViewerQuery } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { CurrentCommand, exists, notFound, Permit, type PersonCommand, Returns } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { attendanceReport, viewerPage } from './attendance-report.ts';

/** How sessions were watched: in sums to who presented in them, by name to the organizers. */
@ApiTags('audience')
@Controller('sessions/:id/attendance')
export class AttendanceController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: "A session's attendance in figures" })
  @Permit(livePolicy.readAttendance)
  @Header('cache-control', 'no-store')
  @Returns(AttendanceReport)
  async report(
    @CurrentCommand() { actor }: PersonCommand,
    @Param('id', { schema: Id }) id: string,
  ): Promise<AttendanceReport> {
    const { manager } = this.dataSource;
    if (livePolicy.readViewers.allows(actor)) return attendanceReport(manager, id, null);
    const presents = await exists(manager)`
      SELECT 1
      FROM expo_pitch t
      JOIN expo_project j ON j.id = t.project_id
      WHERE t.session_id = ${id} AND j.owner_id = ${actor.id}
    `;
    if (!presents) throw notFound('session');
    return attendanceReport(manager, id, actor.id);
  }

  @Get('viewers')
  @ApiOperation({ summary: 'Who watched a session, and for how long' })
  @Permit(livePolicy.readViewers)
  @Header('cache-control', 'no-store')
  @Returns(ViewerPage)
  viewers(
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: ViewerQuery }) query: ViewerQuery,
  ): Promise<ViewerPage> {
    return viewerPage(this.dataSource.manager, id, query.cursor, query.limit);
  }
}
