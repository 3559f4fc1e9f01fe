import { Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, NoticePage, PageQuery } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentCommand, Permit, type PersonCommand, Returns } from '../platform/index.ts';
import { DismissNotice } from './dismiss-notice.ts';
import { noticePage } from './notice-views.ts';
import { notificationsPolicy } from './notifications.policy.ts';
import { ReadNotices } from './read-notices.ts';

const NoticeQuery = PageQuery.extend({ cursor: Id.optional() });

@ApiTags('notices')
@Controller('notices')
export class NoticeController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readNotices: ReadNotices,
    private readonly dismissNotice: DismissNotice,
  ) {}

  @Get()
  @ApiOperation({ summary: "The signed-in person's notices" })
  @Permit(notificationsPolicy.readNotices)
  @Header('cache-control', 'no-store')
  @Returns(NoticePage)
  list(
    @CurrentCommand() command: PersonCommand,
    @Query({ schema: NoticeQuery }) query: z.infer<typeof NoticeQuery>,
  ): Promise<NoticePage> {
    return noticePage(this.dataSource.manager, command.actor.id, query);
  }

  @Post('read')
  @ApiOperation({ summary: 'Mark all notices as read' })
  @HttpCode(204)
  @Permit(notificationsPolicy.readNotices)
  read(@CurrentCommand() command: PersonCommand): Promise<void> {
    return this.readNotices.run(command);
  }

  @Post(':id/read')
  @ApiOperation({ summary: 'Mark one notice as read' })
  @HttpCode(204)
  @Permit(notificationsPolicy.readNotices)
  readOne(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.readNotices.run(command, id);
  }

  @Post(':id/dismiss')
  @ApiOperation({ summary: 'Put one notice away, on all devices' })
  @HttpCode(204)
  @Permit(notificationsPolicy.dismissNotice)
  dismiss(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.dismissNotice.run(command, id);
  }
}
