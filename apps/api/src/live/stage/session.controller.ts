import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Id, SessionDetail } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { sessionDetail } from '../../expo/index.ts';
import { notFound, Permit, Returns } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { progressOf } from './show/pitch-progress.ts';

/** A session of the programme, with the times at which its pitches really were on. */
@ApiTags('stage')
@Controller('sessions')
export class SessionController {
  constructor(private readonly dataSource: DataSource) {}

  @Get(':id')
  @ApiOperation({ summary: 'One session with its pitches' })
  @Permit(livePolicy.readSession)
  @Header('cache-control', 'no-cache')
  @Returns(SessionDetail)
  async session(@Param('id', { schema: Id }) id: string): Promise<SessionDetail> {
    const { manager } = this.dataSource;
    const [detail, progress] = await Promise.all([sessionDetail(manager, id), progressOf(manager, id)]);
    if (!detail) throw notFound('session');
    const times = new Map(progress.map(({ pitchId, startedAt, endedAt }) => [pitchId, { startedAt, endedAt }]));
    const runningOrder = detail.runningOrder.map((pitch) => ({
      ...pitch,
      ...(times.get(pitch.id) ?? { startedAt: null, endedAt: null }),
    }));
    return { ...detail, runningOrder };
  }
}
