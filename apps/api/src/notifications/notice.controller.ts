import { Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, NoticePage, PageQuery } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentCommand, Permit, Returns, type PersonCommand } from '../platform/index.ts';
import { noticePage } from './notice-views.ts';
import { notificationsPolicy } from './notifications.policy.ts';

const NoticeQuery = PageQuery.extend({ cursor: Id.optional() });

@ApiTags('notices')
@Controller('notices')
export class NoticeController {
  constructor(private readonly dataSource: DataSource) {}

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
  async read(@CurrentCommand() command: PersonCommand): Promise<void> {
    await this.dataSource.query(`UPDATE notice SET read_at = now() WHERE person_id = $1 AND read_at IS NULL`, [
      command.actor.id,
    ]);
  }
}
