import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Day } from '@everexpo/contracts';
import type { PublishedProgramme } from '@everexpo/interchange';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { notFound, Permit, ReturnsFile, SharedReads } from '../../platform/index.ts';
import { CurrentEdition } from '../editions/current-edition.ts';
import { daysOf } from '../editions/days.ts';
import { expoPolicy } from '../expo.policy.ts';
import { Exports, stateOf } from './exports.ts';
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
  private readonly exports = new Exports();
  private readonly feedReads = new SharedReads<Buffer | null>();

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
    await send(reply, 'application/xml; charset=utf-8', await this.export('xml', request, scheduleXml));
  }

  @Get('export/schedule.json')
  @ApiOperation({ summary: 'The published programme as schedule.json' })
  @Permit(expoPolicy.readExports)
  @ReturnsFile('application/json')
  async json(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { scheduleJson } = await import('@everexpo/interchange');
    const json = await this.export('json', request, (programme) => JSON.stringify(scheduleJson(programme)));
    await send(reply, 'application/json; charset=utf-8', json);
  }

  @Get('export/programme.ics')
  @ApiOperation({ summary: 'The published programme as a calendar' })
  @Permit(expoPolicy.readExports)
  @ReturnsFile('text/calendar')
  async ics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { calendar } = await import('@everexpo/interchange');
    const ics = await this.export('ics', request, (programme) => calendar(programme, programme.title));
    await send(reply, 'text/calendar; charset=utf-8', ics);
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
    if (day !== undefined && !daysOf(await this.editions.find()).includes(day)) throw notFound('day');
    const sheets = await this.export(`sheets ${day ?? ''}`, request, (programme) => drawDaySheets(programme, day));
    await send(reply, 'application/pdf', sheets);
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
    const [token, origin] = [name.replace(/\.ics$/, ''), originOf(request)];
    const text = await this.feedReads.get(`${token} ${origin}`, () => this.feeds.render(token, origin));
    if (text === null) throw notFound('page');
    await send(reply, 'text/calendar; charset=utf-8', text);
  }

  private async export(
    format: string,
    request: FastifyRequest,
    write: (programme: PublishedProgramme) => string | Promise<Buffer>,
  ): Promise<Buffer> {
    const origin = originOf(request);
    const edition = await this.editions.find();
    const read = () => publishedProgramme(this.dataSource.manager, edition, origin);
    return this.exports.get([format, origin, stateOf(edition)].join(' '), async () => write(await read()));
  }
}

async function send(reply: FastifyReply, type: string, body: string | Buffer): Promise<void> {
  await reply
    .header('content-type', type)
    .header('cache-control', 'no-cache')
    .header('x-robots-tag', 'noindex')
    .send(body);
}
