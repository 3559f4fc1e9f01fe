import { Controller, Get, Header, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, integerInAddress } from '@everexpo/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  maybeOne,
  notFound,
  Permit,
  ReturnsFile,
  sendFile,
  type Storage,
  STORAGE,
} from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { GrowingPlaylists } from './playlists/growing-playlists.ts';
import { readRecordedFile } from './files/read-recorded-file.ts';
import { requireReplay } from './require-replay.ts';
import { segmentsOf } from './playlists/read-segments.ts';
import { initKey, segmentKey } from './files/recording-keys.ts';
import { sendRange } from './files/send-range.ts';
import { writePlaylist } from './playlists/write-playlist.ts';

const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl';
const Part = integerInAddress(1, 100_000);
const SegmentName = z.string().regex(/^(init\.mp4|\d{1,6}\.(m4s|ts))$/);
/** So long a copy of a segment may go on being served after its replay was closed. */
const SEGMENT_CACHE = 'public, max-age=3600';

/** A session's recording as HLS: the growing playlist is the broadcast, the finished one the replay; and as files. */
@ApiTags('recordings')
@Controller('sessions/:id/recording')
export class RecordingController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly growing: GrowingPlaylists,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Get('live.m3u8')
  @ApiOperation({ summary: "The broadcast's growing HLS playlist" })
  @Permit(livePolicy.watchStage)
  @ReturnsFile(PLAYLIST_TYPE)
  @Header('content-type', PLAYLIST_TYPE)
  @Header('cache-control', 'public, max-age=1')
  live(@Param('id', { schema: Id }) id: string): Promise<string> {
    return this.growing.of(id);
  }

  @Get('replay.m3u8')
  @ApiOperation({ summary: "The replay's HLS playlist" })
  @Permit(livePolicy.watchReplay)
  @ReturnsFile(PLAYLIST_TYPE)
  @Header('content-type', PLAYLIST_TYPE)
  @Header('cache-control', 'private, max-age=10')
  async replay(@CurrentActor() actor: Actor, @Param('id', { schema: Id }) id: string): Promise<string> {
    await requireReplay(this.dataSource.manager, actor, id);
    return writePlaylist(await segmentsOf(this.dataSource.manager, id), { growing: false });
  }

  /** One segment, or the beginning that all segments of a part share. */
  @Get(':part/:name')
  @ApiOperation({ summary: 'One segment of a recording' })
  @Permit(livePolicy.watchReplay)
  @ReturnsFile('video/mp4')
  async segment(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Param('part', { schema: Part }) part: number,
    @Param('name', { schema: SegmentName }) name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { open } = await requireReplay(this.dataSource.manager, actor, id);
    const index = Number.parseInt(name, 10);
    const known = await maybeOne<{ type: 'fmp4' | 'ts' }>(this.dataSource)`
      SELECT r.segment_type AS type
      FROM recording_segment g
      JOIN recording_part r
      USING (session_id, part)
      WHERE g.session_id = ${id} AND g.part = ${part}
        AND (${name === 'init.mp4' ? null : index}::int IS NULL OR g.index = ${name === 'init.mp4' ? null : index})
      LIMIT 1
    `;
    if (!known) throw notFound('recording');
    const headers = {
      'content-type': known.type === 'ts' ? 'video/mp2t' : 'video/mp4',
      'cache-control': open ? SEGMENT_CACHE : 'private, no-store',
    };
    const key = name === 'init.mp4' ? initKey(id, part) : segmentKey(id, part, index, known.type);
    await sendFile(reply, headers, () => this.storage.open(key));
  }

  /** The whole session as MP4, for whoever is signed in; byte ranges are served. */
  @Get('session.mp4')
  @ApiOperation({ summary: 'The whole session as MP4' })
  @Permit(livePolicy.downloadReplay)
  @ReturnsFile('video/mp4')
  async whole(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendRange(request, reply, this.storage, await readRecordedFile(this.dataSource.manager, actor, id, null));
  }

  /** One pitch as MP4, for its owner and the organizers. */
  @Get('pitches/:pitchId.mp4')
  @ApiOperation({ summary: 'One pitch as MP4' })
  @Permit(livePolicy.downloadReplay)
  @ReturnsFile('video/mp4')
  async clip(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Id }) id: string,
    @Param('pitchId', { schema: Id }) pitchId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendRange(request, reply, this.storage, await readRecordedFile(this.dataSource.manager, actor, id, pitchId));
  }
}
