import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CreateFeed as CreateFeedBody, Feed, Id } from '@everexpo/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentCommand, Idempotent, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { Feeds } from './feeds.ts';
import { originOf } from './origin.ts';

@ApiTags('exports')
@Controller('calendar-feeds')
export class FeedController {
  constructor(private readonly feeds: Feeds) {}

  @Get()
  @ApiOperation({ summary: "The signed-in person's calendar feeds" })
  @Permit(expoPolicy.manageFeeds)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ items: z.array(Feed) }))
  async list(@CurrentCommand() command: PersonCommand): Promise<{ items: Feed[] }> {
    return { items: await this.feeds.list(command) };
  }

  @Post()
  @ApiOperation({ summary: 'Create a calendar feed' })
  @Idempotent()
  @Permit(expoPolicy.manageFeeds)
  @Returns(Feed, 201)
  create(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: CreateFeedBody }) body: CreateFeedBody,
    @Req() request: FastifyRequest,
  ): Promise<Feed> {
    return this.feeds.create(command, body, originOf(request));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Revoke a calendar feed' })
  @HttpCode(204)
  @Permit(expoPolicy.manageFeeds)
  async revoke(@CurrentCommand() command: PersonCommand, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.feeds.revoke(command, id);
  }
}
