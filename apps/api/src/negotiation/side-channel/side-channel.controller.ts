import { Body, Controller, Get, Header, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, SendSideMessage, SideMessage } from '@everexpo/contracts';
import { z } from 'zod';
import { CurrentCommand, Idempotent, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { SideChannel } from './side-channel.ts';

/** Each side's own channel of a meeting. */
@ApiTags('meetings')
@Controller('meetings')
export class SideChannelController {
  constructor(private readonly sideChannel: SideChannel) {}

  @Get(':id/side')
  @ApiOperation({ summary: "The private messages of one's side of a meeting" })
  @Permit(negotiationPolicy.enterMeeting)
  @Header('cache-control', 'no-store')
  @Returns(z.array(SideMessage))
  side(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<SideMessage[]> {
    return this.sideChannel.list(command, id);
  }

  @Post(':id/side')
  @ApiOperation({ summary: "Send a private message to one's side of a meeting" })
  @Idempotent()
  @Permit(negotiationPolicy.enterMeeting)
  @Returns(SideMessage, 201)
  sendSideMessage(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SendSideMessage }) { body }: SendSideMessage,
  ): Promise<SideMessage> {
    return this.sideChannel.send(command, id, body);
  }
}
