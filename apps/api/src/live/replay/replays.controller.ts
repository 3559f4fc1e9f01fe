import { Controller, Get, Header, Query } from '@nestjs/common';
import { ReplayPage, ReplayQuery } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { Permit, Returns } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { listReplays } from './list-replays.ts';

@Controller('replays')
export class ReplaysController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Permit(livePolicy.watchReplay)
  @Header('cache-control', 'public, max-age=30')
  @Returns(ReplayPage)
  list(@Query({ schema: ReplayQuery }) query: ReplayQuery): Promise<ReplayPage> {
    return listReplays(this.dataSource.manager, query);
  }
}
