import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AcceptMeeting,
  CounterMeeting,
  FreeTimes,
  Id,
  Meeting,
  MeetingHours,
  MeetingReason,
  NameColleague,
  RequestMeeting as RequestMeetingBody,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  CurrentCommand,
  exists,
  Idempotent,
  maybeOne,
  notFound,
  Permit,
  type PersonCommand,
  Returns,
} from '../../platform/index.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { AnswerMeeting } from './answer-meeting.ts';
import { BlockPerson } from './block-person.ts';
import { editionOf, wantedOf } from './book-meeting.ts';
import { ChangeSide } from './change-side.ts';
import { freeTimes } from './free-times.ts';
import { MarkMustSee } from './mark-must-see.ts';
import { RequestMeeting } from './request-meeting.ts';
import { SetMeetingHours } from './set-meeting-hours.ts';

const SHOWN_TIMES = 60;

@ApiTags('meetings')
@Controller()
export class BookingController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requestMeeting: RequestMeeting,
    private readonly answer: AnswerMeeting,
    private readonly side: ChangeSide,
    private readonly setMeetingHours: SetMeetingHours,
    private readonly mustSee: MarkMustSee,
    private readonly blockPerson: BlockPerson,
  ) {}

  @Post('interests/:id/meeting-requests')
  @ApiOperation({ summary: 'Request a meeting' })
  @Idempotent()
  @Permit(negotiationPolicy.bookMeeting)
  @Returns(Meeting, 201)
  request(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: RequestMeetingBody }) body: RequestMeetingBody,
  ): Promise<Meeting> {
    return this.requestMeeting.run(command, id, body);
  }

  @Get('meetings/:id/free-times')
  @ApiOperation({ summary: 'Times at which all parties of a meeting are free' })
  @Permit(negotiationPolicy.bookMeeting)
  @Header('cache-control', 'no-store')
  @Returns(FreeTimes)
  async freeTimes(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
  ): Promise<FreeTimes> {
    const meeting = await meetingFor(this.dataSource.manager, id, command.actor.id);
    if (!meeting) throw notFound('meeting');
    const times = await freeTimes(
      this.dataSource.manager,
      await editionOf(this.dataSource.manager, id),
      wantedOf(meeting),
      SHOWN_TIMES,
    );
    return { timeZone: meeting.timeZone, times: times.map((time) => time.toISOString()) };
  }

  @Post('meetings/:id/accept')
  @ApiOperation({ summary: 'Accept a meeting request' })
  @HttpCode(200)
  @Idempotent()
  @Permit(negotiationPolicy.bookMeeting)
  @Returns(Meeting)
  accept(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AcceptMeeting }) body: AcceptMeeting,
  ): Promise<Meeting> {
    return this.answer.accept(command, id, body);
  }

  @Post('meetings/:id/counter')
  @ApiOperation({ summary: 'Propose another time or place' })
  @HttpCode(200)
  @Permit(negotiationPolicy.bookMeeting)
  @Returns(Meeting)
  counter(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CounterMeeting }) body: CounterMeeting,
  ): Promise<Meeting> {
    return this.answer.counter(command, id, body);
  }

  @Post('meetings/:id/decline')
  @ApiOperation({ summary: 'Decline a meeting request' })
  @HttpCode(200)
  @Permit(negotiationPolicy.bookMeeting)
  @Returns(Meeting)
  decline(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MeetingReason }) { reason }: MeetingReason,
  ): Promise<Meeting> {
    return this.answer.decline(command, id, reason);
  }

  @Post('meetings/:id/cancel')
  @ApiOperation({ summary: 'Cancel a meeting' })
  @HttpCode(200)
  @Permit(negotiationPolicy.bookMeeting)
  @Returns(Meeting)
  cancel(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MeetingReason }) { reason }: MeetingReason,
  ): Promise<Meeting> {
    return this.answer.cancel(command, id, reason);
  }

  @Post('meetings/:id/side/people')
  @ApiOperation({ summary: "Invite a colleague to one's side of a meeting" })
  @HttpCode(200)
  @Permit(negotiationPolicy.bookMeeting)
  @Returns(Meeting)
  invite(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NameColleague }) { email }: NameColleague,
  ): Promise<Meeting> {
    return this.side.invite(command, id, email);
  }

  @Post('meetings/:id/side/delegate')
  @ApiOperation({ summary: 'Delegate a meeting to a colleague' })
  @HttpCode(200)
  @Permit(negotiationPolicy.bookMeeting)
  @Returns(Meeting)
  delegate(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: NameColleague }) { email }: NameColleague,
  ): Promise<Meeting> {
    return this.side.delegate(command, id, email);
  }

  /** When one takes meetings, on one's own clock. */
  @Put('me/meeting-hours')
  @ApiOperation({ summary: 'Set the hours in which one takes meetings' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  setHours(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: MeetingHours }) hours: MeetingHours,
  ): Promise<void> {
    return this.setMeetingHours.run(command, hours);
  }

  @Get('me/meeting-hours')
  @ApiOperation({ summary: 'The hours in which one takes meetings' })
  @Permit(negotiationPolicy.bookMeeting)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ hours: MeetingHours.nullable() }))
  async hours(@CurrentCommand() { actor }: PersonCommand): Promise<{ hours: MeetingHours | null }> {
    const hours = await maybeOne<MeetingHours>(this.dataSource)`
      SELECT to_char(opens, 'HH24:MI') AS opens, to_char(closes, 'HH24:MI') AS closes, time_zone AS "timeZone"
      FROM meeting_hours
      WHERE person_id = ${actor.id}
    `;
    return { hours: hours ?? null };
  }

  @Get('sessions/:id/must-see')
  @ApiOperation({ summary: 'Whether one has marked a session as a must-see' })
  @Permit(negotiationPolicy.bookMeeting)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ mustSee: z.boolean() }))
  async marked(
    @CurrentCommand() { actor }: PersonCommand,
    @Param('id', { schema: Id }) id: string,
  ): Promise<{ mustSee: boolean }> {
    const mustSee = await exists(this.dataSource)`
      SELECT 1 FROM must_see WHERE person_id = ${actor.id} AND session_id = ${id}
    `;
    return { mustSee };
  }

  /** No meeting is booked over a session that must be seen. */
  @Put('sessions/:id/must-see')
  @ApiOperation({ summary: 'Mark a session as a must-see: no meeting is booked over it' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  mark(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.mustSee.mark(command, id);
  }

  @Delete('sessions/:id/must-see')
  @ApiOperation({ summary: 'Unmark a must-see session' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  unmark(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.mustSee.unmark(command, id);
  }

  /** Neither meets the other here from then on; what is agreed stays until it is cancelled. */
  @Put('people/:id/block')
  @ApiOperation({ summary: 'Block a person: no meetings with them' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  block(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.blockPerson.block(command, id);
  }

  @Delete('people/:id/block')
  @ApiOperation({ summary: 'Unblock a person' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  unblock(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.blockPerson.unblock(command, id);
  }
}
