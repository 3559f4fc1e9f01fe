import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ChatPage, ChatQuery, Id, ReportedMessage, SetMuted } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentCommand, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { chatPage, reportedMessages } from './chat-views.ts';
import { ModerateChat } from './moderate-chat.ts';

/** The chat's history and its upkeep; lines are said over the socket. */
@ApiTags('audience')
@Controller()
export class ChatController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly moderateChat: ModerateChat,
  ) {}

  @Get('sessions/:id/chat')
  @ApiOperation({ summary: 'The chat of a session, newest first' })
  @Permit(livePolicy.readAudience)
  @Header('cache-control', 'no-store')
  @Returns(ChatPage)
  page(@Param('id', { schema: Id }) id: string, @Query({ schema: ChatQuery }) query: ChatQuery): Promise<ChatPage> {
    return chatPage(this.dataSource.manager, id, query);
  }

  @Get('sessions/:id/chat/reported')
  @ApiOperation({ summary: 'The chat messages that were reported' })
  @Permit(livePolicy.moderate)
  @Returns(z.array(ReportedMessage))
  reported(@Param('id', { schema: Id }) id: string): Promise<ReportedMessage[]> {
    return reportedMessages(this.dataSource.manager, id);
  }

  @Put('sessions/:id/chat/muted/:personId')
  @ApiOperation({ summary: "Mute a person in a session's chat, or unmute them" })
  @HttpCode(204)
  @Permit(livePolicy.moderate)
  mute(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('personId', { schema: Id }) personId: string,
    @Body({ schema: SetMuted }) body: SetMuted,
  ): Promise<void> {
    return this.moderateChat.mute(command, id, personId, body.muted);
  }

  @Post('chat/:id/reports')
  @ApiOperation({ summary: 'Report a chat message' })
  @HttpCode(204)
  @Permit(livePolicy.chat)
  report(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.moderateChat.report(command, id);
  }

  @Delete('chat/:id/reports')
  @ApiOperation({ summary: 'Dismiss the reports of a chat message' })
  @HttpCode(204)
  @Permit(livePolicy.moderate)
  dismissReports(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.moderateChat.dismissReports(command, id);
  }

  @Delete('chat/:id')
  @ApiOperation({ summary: 'Remove a chat message' })
  @HttpCode(204)
  @Permit(livePolicy.moderate)
  remove(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.moderateChat.remove(command, id);
  }
}
