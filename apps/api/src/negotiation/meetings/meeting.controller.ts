import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  BringIn,
  Id,
  MediaTicket,
  Meeting,
  MeetingPage,
  MeetingQuery,
  PageRequest,
  RecordOutcome as RecordOutcomeBody,
} from '@everexpo/contracts';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import {
  CurrentCommand,
  Idempotent,
  notFound,
  Permit,
  Returns,
  ReturnsFile,
  type PersonCommand,
} from '../../platform/index.ts';
import { meetingCalendar } from '../attendance/meeting-calendar.ts';
import { BringInGuest } from '../guests/bring-in-guest.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { RecordOutcome } from '../outcomes/record-outcome.ts';
import { EndMeeting } from './end-meeting.ts';
import { EnterMeeting } from './enter-meeting.ts';
import { ManageDoor } from './manage-door.ts';
import { meetingFor, meetingsOf } from './meeting-view.ts';
import { OpenMeeting } from './open-meeting.ts';

@ApiTags('meetings')
@Controller()
export class MeetingController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly openMeeting: OpenMeeting,
    private readonly enterMeeting: EnterMeeting,
    private readonly endMeeting: EndMeeting,
    private readonly door: ManageDoor,
    private readonly bringInGuest: BringInGuest,
    private readonly recordOutcome: RecordOutcome,
  ) {}

  @Post('interests/:id/meetings')
  @ApiOperation({ summary: 'Open a negotiation from an interest' })
  @Idempotent()
  @Permit(negotiationPolicy.openMeeting)
  @Returns(Meeting, 201)
  open(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Meeting> {
    return this.openMeeting.run(command, id);
  }

  @Get('meetings')
  @ApiOperation({ summary: "The signed-in person's meetings" })
  @Permit(negotiationPolicy.enterMeeting)
  @Header('cache-control', 'no-store')
  @Returns(MeetingPage)
  mine(
    @CurrentCommand() command: PersonCommand,
    @Query({ schema: MeetingQuery }) query: z.infer<typeof MeetingQuery>,
  ): Promise<MeetingPage> {
    return meetingsOf(this.dataSource.manager, command.actor.id, query);
  }

  @Get('meetings/:id')
  @ApiOperation({ summary: 'One meeting' })
  @Permit(negotiationPolicy.enterMeeting)
  @Header('cache-control', 'no-store')
  @Returns(Meeting)
  async meeting(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Meeting> {
    const meeting = await meetingFor(this.dataSource.manager, id, command.actor.id);
    if (!meeting) throw notFound('meeting');
    return meeting;
  }

  /** For one's own calendar, with its reminders. */
  @Get('meetings/:id/calendar')
  @ApiOperation({ summary: 'A meeting as a calendar file' })
  @Permit(negotiationPolicy.enterMeeting)
  @ReturnsFile('text/calendar')
  async calendar(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const text = await meetingCalendar(await this.meeting(command, id));
    await reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('cache-control', 'private, no-cache')
      .header('content-disposition', 'attachment; filename="meeting.ics"')
      .send(text);
  }

  @Post('meetings/:id/ticket')
  @ApiOperation({ summary: "A ticket for the meeting's media room" })
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(MediaTicket)
  ticket(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: PageRequest.prefault({}) }) wish: PageRequest,
  ): Promise<MediaTicket> {
    return this.enterMeeting.run(command, id, wish);
  }

  @Post('meetings/:id/end')
  @ApiOperation({ summary: 'End a meeting' })
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(Meeting)
  end(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Meeting> {
    return this.endMeeting.run(command, id);
  }

  @Post('meetings/:id/parties/:person/admit')
  @ApiOperation({ summary: 'Admit a party who waits at the door' })
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(Meeting)
  admit(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('person', { schema: Id }) person: string,
  ): Promise<Meeting> {
    return this.door.admit(command, id, person);
  }

  @Post('meetings/:id/parties/:person/remove')
  @ApiOperation({ summary: 'Remove a party from the meeting' })
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(Meeting)
  remove(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('person', { schema: Id }) person: string,
  ): Promise<Meeting> {
    return this.door.remove(command, id, person);
  }

  @Post('meetings/:id/guests')
  @ApiOperation({ summary: 'Bring an organizer or a member of staff into the meeting' })
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(Meeting)
  bringIn(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: BringIn }) body: BringIn,
  ): Promise<Meeting> {
    return this.bringInGuest.run(command, id, body);
  }

  @Post('meetings/:id/outcome')
  @ApiOperation({ summary: "Record a meeting's outcome" })
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(Meeting)
  outcome(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RecordOutcomeBody }) body: RecordOutcomeBody,
  ): Promise<Meeting> {
    return this.recordOutcome.run(command, id, body);
  }
}
