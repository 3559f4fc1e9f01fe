import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ProgrammeDay, ProgrammeQuery } from '@everexpo/contracts';
import type { FastifyReply } from 'fastify';
import { Permit, Returns } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { ProgrammeReader } from './programme.reader.ts';

@Controller('programme')
export class ProgrammeController {
  constructor(private readonly programme: ProgrammeReader) {}

  @Get()
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
