import { setTimeout as pause } from 'node:timers/promises';
import type { Service } from '@everexpo/contracts/problems';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { exec } from '../database/statements.ts';
import { Permit } from '../access/permit.ts';
import { policy, unasked } from '../access/policy.ts';
import { outageOf } from '../http/outage.ts';
import { fieldError, type FieldError } from '../http/field-error.ts';
import { ProblemError } from '../http/problem.ts';
import { STORAGE, type Storage } from '../storage/storage.ts';
import { Metrics } from './metrics.ts';

const healthPolicy = policy('health', { probe: unasked });

const ANSWER_WITHIN_MS = 4_000;
const RETRY_AFTER_SECONDS = 3;

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
    const failures = await Promise.all([
      failureOf('database', exec(this.dataSource)`SELECT 1`),
      failureOf('storage', this.storage.check()),
    ]);
    const found = failures.filter((failure) => failure !== null);
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

interface Failure {
  service: Service;
  error: FieldError;
}

/** What is wrong with a part, or null when its check succeeds in time. */
async function failureOf(service: Service, check: Promise<unknown>): Promise<Failure | null> {
  const broken = (rule: 'answers' | 'space'): Failure => ({
    service,
    error: fieldError(`/${service}`, rule, { service }),
  });
  const over = new AbortController();
  const late = pause(ANSWER_WITHIN_MS, 'late', { signal: over.signal });
  try {
    const first = await Promise.race([check.then(() => 'answered'), late]);
    return first === 'late' ? broken('answers') : null;
  } catch (error) {
    if (outageOf(error)?.status === 507) return broken('space');
    return broken('answers');
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}
