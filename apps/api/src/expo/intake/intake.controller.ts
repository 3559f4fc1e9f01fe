import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  GroupReport,
  Id,
  ImportReport,
  ImportSessionsQuery,
  ImportTableQuery,
  SessionImportReport,
} from '@everexpo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  Consumes,
  CurrentCommand,
  Permit,
  readSingleFile,
  Returns,
  ReturnsFile,
  type PersonCommand,
} from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { exportProjects } from './projects/export-projects.ts';
import { GroupProjects } from './group-projects.ts';
import { ImportProjects } from './projects/import-projects.ts';
import { ImportSessions } from './schedules/import-sessions.ts';
import { MAX_SCHEDULE_BYTES } from './schedules/read-schedule-file.ts';

const ExportQuery = z.strictObject({ format: z.enum(['xlsx', 'csv']).default('xlsx') });
const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

@ApiTags('workspace')
@Controller('editions/:edition')
export class IntakeController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly importProjects: ImportProjects,
    private readonly groupProjects: GroupProjects,
    private readonly importSessions: ImportSessions,
  ) {}

  /** Multipart with one part `file`: XLSX, or CSV in UTF-8. */
  @Post('projects/import')
  @ApiOperation({ summary: 'Import projects from a workbook or CSV file' })
  @Permit(expoPolicy.prepare)
  @Consumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @Returns(ImportReport, 201)
  async import(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Query({ schema: ImportTableQuery }) query: ImportTableQuery,
    @Req() request: FastifyRequest,
  ): Promise<ImportReport> {
    return this.importProjects.run(command, edition, await readSingleFile(request, 'file'), query);
  }

  @Get('projects/export')
  @ApiOperation({ summary: 'Export projects as a workbook or CSV file' })
  @Permit(expoPolicy.prepare)
  @ReturnsFile(TYPES.xlsx, TYPES.csv)
  async export(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Query({ schema: ExportQuery }) { format }: z.infer<typeof ExportQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const bytes = await exportProjects(this.dataSource.manager, edition, format, command.actor.id);
    await reply
      .header('content-type', TYPES[format])
      .header('content-disposition', `attachment; filename="projects.${format}"`)
      .header('cache-control', 'no-store')
      .send(bytes);
  }

  /** Multipart with one part `file`: schedule.xml or schedule.json. */
  @Post('draft/import')
  @ApiOperation({ summary: 'Import sessions from a schedule file' })
  @Permit(expoPolicy.prepare)
  @Consumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @Returns(SessionImportReport, 201)
  async importSchedule(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Query({ schema: ImportSessionsQuery }) query: ImportSessionsQuery,
    @Req() request: FastifyRequest,
  ): Promise<SessionImportReport> {
    const file = await readSingleFile(request, 'file', MAX_SCHEDULE_BYTES);
    return this.importSessions.run(command, edition, file, query);
  }

  @Post('draft/group')
  @ApiOperation({ summary: 'Group accepted projects into sessions' })
  @Permit(expoPolicy.prepare)
  @Returns(GroupReport, 201)
  group(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
  ): Promise<GroupReport> {
    return this.groupProjects.run(command, edition);
  }
}
