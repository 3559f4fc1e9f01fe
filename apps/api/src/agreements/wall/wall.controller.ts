import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Wall } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { CurrentEdition } from '../../expo/index.ts';
import { Permit, Returns } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { wallOf } from './wall-views.ts';

@ApiTags('wall')
@Controller('wall')
export class WallController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: CurrentEdition,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The wall of signed agreements' })
  @Permit(agreementsPolicy.readWall)
  @Header('cache-control', 'no-cache')
  @Returns(Wall)
  async wall(): Promise<Wall> {
    return wallOf(this.dataSource.manager, await this.editions.find());
  }
}
