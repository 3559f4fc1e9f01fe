import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EditionFigures } from '@everexpo/contracts';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { EditionCode } from '../registry/verification.controller.ts';
import { CurrentCommand, Permit, Returns, ReturnsFile, type PersonCommand } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { editionFigures } from './edition-figures.ts';
import { exportRegister } from './export-register.ts';

const FormatQuery = z.strictObject({ format: z.enum(['xlsx', 'csv']).default('xlsx') });
const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

@ApiTags('register')
@Controller('register')
export class FiguresController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('figures')
  @ApiOperation({ summary: "The register's figures for each edition" })
  @Permit(agreementsPolicy.readFigures)
  @Header('cache-control', 'no-store')
  @Returns(z.array(EditionFigures))
  figures(): Promise<EditionFigures[]> {
    return editionFigures(this.dataSource.manager);
  }

  @Get(':edition/export')
  @ApiOperation({ summary: "Export an edition's register as a workbook or CSV file" })
  @Permit(agreementsPolicy.readFigures)
  @ReturnsFile(TYPES.xlsx, TYPES.csv)
  async export(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: EditionCode }) code: string,
    @Query({ schema: FormatQuery }) { format }: z.infer<typeof FormatQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const bytes = await exportRegister(this.dataSource.manager, code, format, command.actor.id);
    await reply
      .header('content-type', TYPES[format])
      .header('cache-control', 'private, no-cache')
      .header('content-disposition', `attachment; filename="${code}-register.${format}"`)
      .send(bytes);
  }
}
