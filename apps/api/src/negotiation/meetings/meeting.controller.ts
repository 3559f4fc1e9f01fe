import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { Id, MediaTicket, Meeting } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { CurrentCommand, Idempotent, notFound, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { EndMeeting } from './end-meeting.ts';
import { EnterMeeting } from './enter-meeting.ts';
import { meetingFor } from './meeting-view.ts';
import { OpenMeeting } from './open-meeting.ts';

@Controller()
export class MeetingController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly openMeeting: OpenMeeting,
    private readonly enterMeeting: EnterMeeting,
    private readonly endMeeting: EndMeeting,
  ) {}

  @Post('interests/:id/meetings')
  @Idempotent()
  @Permit(negotiationPolicy.openMeeting)
  @Returns(Meeting, 201)
  open(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Meeting> {
    return this.openMeeting.run(command, id);
  }

  @Get('meetings/:id')
  @Permit(negotiationPolicy.enterMeeting)
  @Header('cache-control', 'no-store')
  @Returns(Meeting)
  async meeting(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Meeting> {
    const meeting = await meetingFor(this.dataSource.manager, id, command.actor.id);
    if (!meeting) throw notFound('meeting');
    return meeting;
  }

  @Post('meetings/:id/ticket')
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(MediaTicket)
  ticket(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<MediaTicket> {
    return this.enterMeeting.run(command, id);
  }

  @Post('meetings/:id/end')
  @HttpCode(200)
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(Meeting)
  end(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<Meeting> {
    return this.endMeeting.run(command, id);
  }
}
