import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Day } from '@everexpo/contracts';
import type { PublishedProgramme } from '@everexpo/interchange';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { notFound, Permit, ReturnsFile } from '../../platform/index.ts';
import { CurrentEdition } from '../editions/current-edition.ts';
import { expoPolicy } from '../expo.policy.ts';
import { drawDaySheets } from './draw-day-sheets.ts';
import { Feeds } from './feeds.ts';
import { originOf } from './origin.ts';
import { publishedProgramme } from './published-programme.ts';

/** A feed's secret, as a file's name or without its ending. */
const CalendarName = z
  .string()
  .max(100)
  .regex(/^[\w-]+(\.ics)?$/, 'must be the name of a calendar');
const DayQuery = z.strictObject({ day: Day.optional() });

/** The current edition's programme at fixed public addresses, and the calendars people subscribe to. */
@ApiTags('exports')
@Controller()
export class ExportController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
    private readonly feeds: Feeds,
  ) {}

  @Get('export/schedule.xml')
  @ApiOperation({ summary: 'The published programme as schedule.xml' })
  @Permit(expoPolicy.readExports)
  @ReturnsFile('application/xml')
  async xml(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { scheduleXml } = await import('@everexpo/interchange');
    await send(reply, 'application/xml; charset=utf-8', scheduleXml(await this.programme(request)));
  }

  @Get('export/schedule.json')
  @ApiOperation({ summary: 'The published programme as schedule.json' })
  @Permit(expoPolicy.readExports)
  @ReturnsFile('application/json')
  async json(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { scheduleJson } = await import('@everexpo/interchange');
    await send(reply, 'application/json; charset=utf-8', JSON.stringify(scheduleJson(await this.programme(request))));
  }

  @Get('export/programme.ics')
  @ApiOperation({ summary: 'The published programme as a calendar' })
  @Permit(expoPolicy.readExports)
  @ReturnsFile('text/calendar')
  async ics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { calendar } = await import('@everexpo/interchange');
    const programme = await this.programme(request);
    await send(reply, 'text/calendar; charset=utf-8', calendar(programme, programme.title));
  }

  /** One page per room and day, to be printed and hung on the door. */
  @Get('export/day-sheets.pdf')
  @ApiOperation({ summary: 'Day sheets for the doors: a page for each room and day' })
  @Permit(expoPolicy.readExports)
  @ReturnsFile('application/pdf')
  async sheets(
    @Req() request: FastifyRequest,
    @Query({ schema: DayQuery }) { day }: z.infer<typeof DayQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const programme = await this.programme(request);
    if (day !== undefined && !programme.days.includes(day)) throw notFound('day');
    await send(reply, 'application/pdf', await drawDaySheets(programme, day));
  }

  @Get('calendars/:name')
  @ApiOperation({ summary: 'A subscribed calendar, by its secret name' })
  @Permit(expoPolicy.readFeed)
  @ReturnsFile('text/calendar')
  async feed(
    @Param('name', { schema: CalendarName }) name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const text = await this.feeds.render(name.replace(/\.ics$/, ''), originOf(request));
    if (text === null) throw notFound('page');
    await send(reply, 'text/calendar; charset=utf-8', text);
  }

  private async programme(request: FastifyRequest): Promise<PublishedProgramme> {
    return publishedProgramme(this.dataSource.manager, await this.editions.find(), originOf(request));
  }
}

async function send(reply: FastifyReply, type: string, body: string | Buffer): Promise<void> {
  await reply
    .header('content-type', type)
    .header('cache-control', 'no-cache')
    .header('x-robots-tag', 'noindex')
    .send(body);
}
