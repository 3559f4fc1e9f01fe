import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ProgrammeDay, ProgrammeQuery } from '@everexpo/contracts';
import type { FastifyReply } from 'fastify';
import { Permit, Returns } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { ProgrammeReader } from './programme.reader.ts';

@ApiTags('programme')
@Controller('programme')
export class ProgrammeController {
  constructor(private readonly programme: ProgrammeReader) {}

  @Get()
  @ApiOperation({ summary: 'The published programme of a day' })
  @Permit(expoPolicy.readProgramme)
  @Returns(ProgrammeDay)
  async day(
    @Query({ schema: ProgrammeQuery }) query: ProgrammeQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { body, etag } = await this.programme.day(query);
    void reply.header('etag', etag).header('cache-control', 'public, no-cache');
    if (known === etag) await reply.status(304).send();
    else await reply.header('content-type', 'application/json; charset=utf-8').send(body);
  }
}
