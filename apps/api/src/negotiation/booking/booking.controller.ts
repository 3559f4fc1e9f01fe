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
  fieldError,
  Idempotent,
  invalid,
  notFound,
  Permit,
  Returns,
  type PersonCommand,
} from '../../platform/index.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { AnswerMeeting } from './answer-meeting.ts';
import { editionOf, wantedOf } from './book-meeting.ts';
import { ChangeSide } from './change-side.ts';
import { freeTimes } from './free-times.ts';
import { RequestMeeting } from './request-meeting.ts';

const SHOWN_TIMES = 60;

@ApiTags('meetings')
@Controller()
export class BookingController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly requestMeeting: RequestMeeting,
    private readonly answer: AnswerMeeting,
    private readonly side: ChangeSide,
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
  async setHours(
    @CurrentCommand() { actor }: PersonCommand,
    @Body({ schema: MeetingHours }) { opens, closes, timeZone }: MeetingHours,
  ): Promise<void> {
    const { ianaZone } = await import('@everexpo/interchange');
    await this.dataSource.query(
      `INSERT INTO meeting_hours (person_id, opens, closes, time_zone) VALUES ($1, $2, $3, $4) ON CONFLICT (person_id) DO UPDATE SET opens = excluded.opens, closes = excluded.closes, time_zone = excluded.time_zone`,
      [actor.id, opens, closes, ianaZone(timeZone)],
    );
  }

  @Get('me/meeting-hours')
  @ApiOperation({ summary: 'The hours in which one takes meetings' })
  @Permit(negotiationPolicy.bookMeeting)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ hours: MeetingHours.nullable() }))
  async hours(@CurrentCommand() { actor }: PersonCommand): Promise<{ hours: MeetingHours | null }> {
    const [hours] = await this.dataSource.query<MeetingHours[]>(
      `SELECT to_char(opens, 'HH24:MI') AS opens, to_char(closes, 'HH24:MI') AS closes, time_zone AS "timeZone" FROM meeting_hours WHERE person_id = $1`,
      [actor.id],
    );
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
    const [row] = await this.dataSource.query<unknown[]>(
      `SELECT 1 FROM must_see WHERE person_id = $1 AND session_id = $2`,
      [actor.id, id],
    );
    return { mustSee: row !== undefined };
  }

  /** No meeting is booked over a session that must be seen. */
  @Put('sessions/:id/must-see')
  @ApiOperation({ summary: 'Mark a session as a must-see: no meeting is booked over it' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  async mark(@CurrentCommand() { actor }: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    const [known] = await this.dataSource.query<unknown[]>(`SELECT 1 FROM expo_session WHERE id = $1`, [id]);
    if (!known) throw notFound('session');
    await this.dataSource.query(`INSERT INTO must_see (person_id, session_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      actor.id,
      id,
    ]);
  }

  @Delete('sessions/:id/must-see')
  @ApiOperation({ summary: 'Unmark a must-see session' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  async unmark(@CurrentCommand() { actor }: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.dataSource.query(`DELETE FROM must_see WHERE person_id = $1 AND session_id = $2`, [actor.id, id]);
  }

  /** Neither meets the other here from then on; what is agreed stays until it is cancelled. */
  @Put('people/:id/block')
  @ApiOperation({ summary: 'Block a person: no meetings with them' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  async block(@CurrentCommand() { actor }: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    if (id === actor.id) throw invalid(fieldError('/id', 'other_person.id'));
    const [known] = await this.dataSource.query<unknown[]>(`SELECT 1 FROM accounts_person WHERE id = $1`, [id]);
    if (!known) throw notFound('person');
    await this.dataSource.query(
      `INSERT INTO person_block (person_id, blocked_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [actor.id, id],
    );
  }

  @Delete('people/:id/block')
  @ApiOperation({ summary: 'Unblock a person' })
  @HttpCode(204)
  @Permit(negotiationPolicy.bookMeeting)
  async unblock(@CurrentCommand() { actor }: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.dataSource.query(`DELETE FROM person_block WHERE person_id = $1 AND blocked_id = $2`, [actor.id, id]);
  }
}
