import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Permit } from '../access/permit.ts';
import { anyone, policy } from '../access/policy.ts';
import { ProblemError } from '../http/problem.ts';
import { STORAGE, type Storage } from '../storage/storage.ts';
import { Metrics } from './metrics.ts';

const healthPolicy = policy('health', { probe: anyone });

/** For load balancers and monitors; the reverse proxy keeps /metrics to the inside. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  @Get('healthz')
  @Permit(healthPolicy.probe)
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Permit(healthPolicy.probe)
  async ready(): Promise<{ status: 'ok' }> {
    try {
      await Promise.all([this.dataSource.query('SELECT 1'), this.storage.check()]);
    } catch {
      throw new ProblemError(503, 'not_ready', 'The database or the file storage does not answer.');
    }
    return { status: 'ok' };
  }

  @Get('metrics')
  @Permit(healthPolicy.probe)
  @Header('content-type', 'text/plain; version=0.0.4')
  measure(): Promise<string> {
    return this.metrics.text();
  }
}
