import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { one } from '../database/statements.ts';
import { Realtime } from '../realtime/realtime.ts';

/** What the operators watch, in Prometheus' text format. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'everexpo_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly registrations = new Counter({
    name: 'everexpo_agreements_registered_total',
    help: 'Agreements registered',
    registers: [this.registry],
  });

  constructor(dataSource: DataSource, realtime: Realtime) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'everexpo_sockets',
      help: 'Pages connected to this node',
      registers: [this.registry],
      collect() {
        this.set(realtime.connected);
      },
    });
    new Gauge({
      name: 'everexpo_outbox_waiting',
      help: 'Events not yet delivered',
      registers: [this.registry],
      async collect() {
        const { waiting } = await one<{ waiting: number }>(dataSource)`
          SELECT count(*)::int AS waiting FROM outbox_event WHERE delivered_at IS NULL
        `.catch(() => ({ waiting: NaN }));
        // Without the database nobody knows; the other figures stand.
        this.set(waiting);
      },
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
