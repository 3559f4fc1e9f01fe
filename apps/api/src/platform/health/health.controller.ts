import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Permit } from '../access/permit.ts';
import { policy, unasked } from '../access/policy.ts';
import { ProblemError } from '../problems/problem.ts';
import { Metrics } from './metrics.ts';
import { Readiness } from './readiness.ts';

const healthPolicy = policy('health', { probe: unasked });

const RETRY_AFTER_SECONDS = 3;

/** For load balancers and monitors; the reverse proxy keeps /metrics to the inside. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly metrics: Metrics,
    private readonly readiness: Readiness,
  ) {}

  @Get('healthz')
  @Permit(healthPolicy.probe)
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Permit(healthPolicy.probe)
  async ready(): Promise<{ status: 'ok' }> {
    const found = await this.readiness.failures();
    if (found.length === 0) return { status: 'ok' };
    throw new ProblemError(
      'not_ready',
      { services: found.map(({ service }) => service) },
      { errors: found.map(({ error }) => error), retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  }

  @Get('metrics')
  @Permit(healthPolicy.probe)
  @Header('content-type', 'text/plain; version=0.0.4')
  measure(): Promise<string> {
    return this.metrics.text();
  }
}
