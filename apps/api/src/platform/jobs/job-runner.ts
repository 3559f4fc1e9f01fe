import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { CONFIG, type Config } from '../config/config.ts';
import { Log } from '../logging/log.ts';
import { INTERVAL, type Job } from './interval.ts';

/**
 * Runs what {@link Interval} marks, where it is meant to run. A run that fails is logged and tried again at its next
 * time.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    for (const { job, run } of this.jobs()) {
      if (!this.config.OUTBOX && !job.onEveryNode) continue;
      const timer = setInterval(() => this.start(job.name, run), job.intervalMs);
      timer.unref();
      this.timers.push(timer);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.running.values());
  }

  private start(name: string, run: () => Promise<void>): void {
    if (this.running.has(name)) return;
    const ended = run()
      .catch((error: unknown) => this.log.error({ err: error, job: name }, 'a job failed'))
      .finally(() => this.running.delete(name));
    this.running.set(name, ended);
  }

  private jobs(): { job: Job; run: () => Promise<void> }[] {
    return this.discovery.getProviders().flatMap(({ instance }) => {
      if (typeof instance !== 'object' || instance === null) return [];
      return this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((method) => {
        const handler = (instance as Record<string, unknown>)[method];
        const job = typeof handler === 'function' ? this.reflector.get<Job | undefined>(INTERVAL, handler) : undefined;
        return job ? [{ job, run: (handler as () => Promise<void>).bind(instance) }] : [];
      });
    });
  }
}
