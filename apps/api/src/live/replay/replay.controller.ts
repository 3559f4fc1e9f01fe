import { Controller, Delete, Get, Header, HttpCode, Param, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CaptionLanguage, Id, LogQuery, MomentPage, MomentQuery, Replay, SessionMessage } from '@everexpo/contracts';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  type Actor,
  Consumes,
  CurrentActor,
  CurrentCommand,
  exec,
  maybeOne,
  notFound,
  Permit,
  type PersonCommand,
  readSingleFile,
  Returns,
  ReturnsFile,
  UnitOfWork,
} from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { messagesAfter } from '../log/read-messages.ts';
import { requireReplay } from '../recording/require-replay.ts';
import { segmentsOf, timeRangesOf } from '../recording/playlists/read-segments.ts';
import { findMoments } from './find-moments.ts';
import { readReplay } from './read-replay.ts';
import { MAX_CAPTION_BYTES, SetCaptions } from './set-captions.ts';

/** What happened in a session, to be seen again: chapters, its log, what was written and where, captions. */
@ApiTags('recordings')
@Controller('sessions/:id/replay')
export class ReplayController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly setCaptions: SetCaptions,
    private readonly work: UnitOfWork,
  ) {}

  @Get()
  @ApiOperation({ summary: "A session's replay: chapters, captions, files" })
  @Permit(livePolicy.watchReplay)
  @Header('cache-control', 'private, no-cache')
  @Returns(Replay)
  replay(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string): Promise<Replay> {
    return readReplay(this.dataSource.manager, actor, id);
  }

  /** The session's messages after a number, oldest first; fewer than `limit` are the last. */
  @Get('log')
  @ApiOperation({ summary: 'What happened in a session, message by message' })
  @Permit(livePolicy.watchReplay)
  @Header('cache-control', 'private, no-cache')
  @Returns(z.array(SessionMessage))
  async log(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: LogQuery }) { after, limit }: LogQuery,
  ): Promise<SessionMessage[]> {
    await requireReplay(this.dataSource.manager, actor, id);
    return messagesAfter(this.dataSource.manager, id, after, limit, { again: true });
  }

  @Get('moments')
  @ApiOperation({ summary: 'Search what was written in a session, with its place in the recording' })
  @Permit(livePolicy.watchReplay)
  @Returns(MomentPage)
  async moments(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Query({ schema: MomentQuery }) query: MomentQuery,
  ): Promise<MomentPage> {
    await requireReplay(this.dataSource.manager, actor, id);
    return findMoments(this.dataSource.manager, id, query, timeRangesOf(await segmentsOf(this.dataSource.manager, id)));
  }

  @Get('captions/:language.vtt')
  @ApiOperation({ summary: "A replay's captions in a language" })
  @Permit(livePolicy.watchReplay)
  @ReturnsFile('text/vtt')
  @Header('content-type', 'text/vtt; charset=utf-8')
  @Header('cache-control', 'private, no-cache')
  async captions(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Param('language', { schema: CaptionLanguage }) language: CaptionLanguage,
  ): Promise<string> {
    await requireReplay(this.dataSource.manager, actor, id);
    const found = await maybeOne<{ body: string }>(this.dataSource)`
      SELECT body FROM caption WHERE session_id = ${id} AND language = ${language}
    `;
    if (!found) throw notFound('captions');
    return found.body;
  }

  /** Multipart with one part `captions`, a WebVTT file whose times are those of the recording. */
  @Put('captions/:language')
  @ApiOperation({ summary: "Set a replay's captions (WebVTT)" })
  @Permit(livePolicy.manageStage)
  @Consumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['captions'], properties: { captions: { type: 'string', format: 'binary' } } },
  })
  @Returns(z.object({ cues: z.int() }))
  async put(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('language', { schema: CaptionLanguage }) language: CaptionLanguage,
    @Req() request: FastifyRequest,
  ): Promise<{ cues: number }> {
    return this.setCaptions.run(command, id, language, () => readSingleFile(request, 'captions', MAX_CAPTION_BYTES));
  }

  @Delete('captions/:language')
  @ApiOperation({ summary: "Remove a replay's captions" })
  @HttpCode(204)
  @Permit(livePolicy.manageStage)
  remove(
    @CurrentCommand() command: PersonCommand,
    @Param('id', { schema: Id }) id: string,
    @Param('language', { schema: CaptionLanguage }) language: CaptionLanguage,
  ): Promise<void> {
    return this.work.run(command, async (tx) => {
      await exec(tx)`DELETE FROM caption WHERE session_id = ${id} AND language = ${language}`;
      await tx.audit('recording.remove-captions', id, { language });
    });
  }
}
