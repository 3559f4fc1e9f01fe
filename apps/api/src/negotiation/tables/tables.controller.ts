import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Meeting,
  MeetingFigures,
  PlaceMeetings as PlaceMeetingsBody,
  Placement,
  TablePlan,
  TableQuery,
  WalkIn as WalkInBody,
  integer,
  integerInAddress,
} from '@everexpo/contracts';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentEdition } from '../../expo/index.ts';
import {
  type Config,
  CONFIG,
  CurrentCommand,
  maybeOne,
  notFound,
  Permit,
  type PersonCommand,
  Returns,
  ReturnsFile,
  Uncompressed,
} from '../../platform/index.ts';
import { meetingFigures } from '../outcomes/meeting-figures.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { PlaceMeetings } from '../placement/place-meetings.ts';
import { CheckIn } from './check-in.ts';
import { SetTables } from './set-tables.ts';
import { tablePlan } from './table-plan.ts';
import { WalkIn } from './walk-in.ts';

const Token = z.string().regex(/^[0-9a-f]{32}$/, 'must be what stands in a table’s QR code');
const SetTablesBody = z.strictObject({ count: integer(0, 999) });
const TableNumber = integerInAddress(1, 999);

@ApiTags('tables')
@Controller()
export class TablesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
    private readonly setTables: SetTables,
    private readonly checkIn: CheckIn,
    private readonly walkIn: WalkIn,
    private readonly placement: PlaceMeetings,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('tables')
  @ApiOperation({ summary: 'The table plan of a day' })
  @Permit(negotiationPolicy.manageTables)
  @Header('cache-control', 'no-store')
  @Returns(TablePlan)
  async plan(@Query({ schema: TableQuery }) { day }: z.infer<typeof TableQuery>): Promise<TablePlan> {
    return tablePlan(this.dataSource.manager, await this.editions.find(), day);
  }

  /** How many tables there are; those that are booked are not taken away. */
  @Put('tables')
  @ApiOperation({ summary: 'Set how many tables there are' })
  @Permit(negotiationPolicy.placeMeetings)
  @Returns(TablePlan)
  set(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: SetTablesBody }) { count }: z.infer<typeof SetTablesBody>,
  ): Promise<TablePlan> {
    return this.setTables.run(command, count);
  }

  /** The QR code that stands on a table, as SVG to print. */
  @Get('tables/:number/code')
  @ApiOperation({ summary: "A table's QR code" })
  @Uncompressed()
  @Permit(negotiationPolicy.manageTables)
  @ReturnsFile('image/svg+xml')
  async code(@Param('number', { schema: TableNumber }) number: number, @Res() reply: FastifyReply): Promise<void> {
    const edition = await this.editions.find();
    const table = await maybeOne<{ token: string }>(this.dataSource)`
      SELECT token FROM meeting_table WHERE edition_id = ${edition.id} AND number = ${number}
    `;
    if (!table) throw notFound('table');
    const { default: QRCode } = await import('qrcode');
    const svg = await QRCode.toString(new URL(`/check-in/${table.token}`, this.config.PUBLIC_URL).href, {
      type: 'svg',
      margin: 2,
    });
    await reply.header('content-type', 'image/svg+xml').header('cache-control', 'private, no-cache').send(svg);
  }

  @Post('tables/walk-ins')
  @ApiOperation({ summary: 'Seat a walk-in at a free table' })
  @HttpCode(200)
  @Permit(negotiationPolicy.manageTables)
  @Returns(z.object({ table: z.int() }))
  seat(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: WalkInBody }) body: WalkInBody,
  ): Promise<{ table: number }> {
    return this.walkIn.run(command, body);
  }

  @Post('check-in/:token')
  @ApiOperation({ summary: 'Check in at a table with its code' })
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(Meeting)
  checkInWithCode(
    @CurrentCommand() command: PersonCommand,
    @Param('token', { schema: Token }) token: string,
  ): Promise<Meeting> {
    return this.checkIn.run(command, token);
  }

  @Get('meeting-figures')
  @ApiOperation({ summary: 'Meetings of the edition in figures' })
  @Permit(negotiationPolicy.readFigures)
  @Header('cache-control', 'no-store')
  @Returns(MeetingFigures)
  async figures(): Promise<MeetingFigures> {
    return meetingFigures(this.dataSource.manager, (await this.editions.find()).id);
  }

  /** Places all wishes of the edition that wait for any time. */
  @Post('meetings/place')
  @ApiOperation({ summary: 'Schedule all meetings that wait for a time' })
  @HttpCode(200)
  @Permit(negotiationPolicy.placeMeetings)
  @Returns(Placement)
  place(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: PlaceMeetingsBody }) { seconds }: PlaceMeetingsBody,
  ): Promise<Placement> {
    return this.placement.run(command, { seconds, personId: null });
  }

  /** The same for one's own wishes: fills one's day. */
  @Post('meetings/place-mine')
  @ApiOperation({ summary: "Schedule one's own meetings that wait for a time" })
  @HttpCode(200)
  @Permit(negotiationPolicy.bookMeeting)
  @Returns(Placement)
  placeMine(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: PlaceMeetingsBody }) { seconds }: PlaceMeetingsBody,
  ): Promise<Placement> {
    return this.placement.run(command, { seconds: Math.min(seconds, 5), personId: command.actor.id });
  }
}
