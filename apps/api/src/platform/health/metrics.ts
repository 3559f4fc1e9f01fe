import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { all, one } from '../database/statements.ts';
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
    const stuck = (name: string, help: string, count: 'failing' | 'givenUp') =>
      new Gauge({
        name,
        help,
        labelNames: ['handler'],
        registers: [this.registry],
        async collect() {
          this.reset();
          for (const row of await stuckDeliveries(dataSource)) this.set({ handler: row.handler }, row[count]);
        },
      });
    stuck('everexpo_outbox_failing', 'Deliveries that have failed and are tried again', 'failing');
    stuck('everexpo_outbox_given_up', 'Deliveries of the last 30 days that were given up', 'givenUp');
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}

interface Stuck {
  handler: string;
  failing: number;
  givenUp: number;
}

/** Deliveries that did not succeed, by handler; none while the database cannot be asked. */
const stuckDeliveries = (dataSource: DataSource): Promise<Stuck[]> =>
  all<Stuck>(dataSource)`
    SELECT handler, count(retry_at)::int AS failing, count(given_up_at)::int AS "givenUp"
    FROM outbox_delivery
    WHERE delivered_at IS NULL
    GROUP BY handler
  `.catch(() => []);
