import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReplayPage, ReplayQuery } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { Permit, Returns } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { listReplays } from './list-replays.ts';

@ApiTags('recordings')
@Controller('replays')
export class ReplaysController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'The sessions that can be seen again, newest first' })
  @Permit(livePolicy.watchReplay)
  @Header('cache-control', 'public, max-age=30')
  @Returns(ReplayPage)
  list(@Query({ schema: ReplayQuery }) query: ReplayQuery): Promise<ReplayPage> {
    return listReplays(this.dataSource.manager, query);
  }
}
