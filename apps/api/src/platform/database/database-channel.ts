import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type Config } from '../config/config.ts';
import { Log } from '../logging/log.ts';

type ChannelListener = (payload: string) => void;
const RETRY_MS = 1_000;

/**
 * Notifications of the database (LISTEN), and locks between nodes, on a connection of their own that is made anew when
 * it is lost. What is notified meanwhile is lost: a listener needs another way to notice, such as reading again from
 * time to time.
 */
@Injectable()
export class DatabaseChannel implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners = new Map<string, ChannelListener[]>();
  private readonly gaps: (() => void)[] = [];
  private client: pg.Client | null = null;
  /** A connection takes one statement at a time. */
  private asked: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** Before the application has started. */
  on(channel: string, hear: ChannelListener): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), hear]);
  }

  /** Is called when the connection is lost, and when it is there again: something may have gone unheard. */
  onGap(hear: () => void): void {
    this.gaps.push(hear);
  }

  /** Whether every notification is heard at the moment. */
  get listening(): boolean {
    return this.client !== null;
  }

  /**
   * Takes a lock that one node holds at a time, by its name; it ends with {@link unlock}, or with the connection.
   * False while another has it, and while the connection is lost.
   */
  async tryLock(name: string): Promise<boolean> {
    const taken = await this.ask<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken',
      name,
    );
    return taken?.taken ?? false;
  }

  async unlock(name: string): Promise<void> {
    await this.ask('SELECT pg_advisory_unlock(hashtextextended($1, 0))', name);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.listeners.size > 0) await this.listen();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.client?.end();
  }

  private async listen(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({
      connectionString: this.config.DATABASE_URL,
      keepAlive: true,
      connectionTimeoutMillis: this.config.DATABASE_TIMEOUT_MS,
      query_timeout: this.config.DATABASE_TIMEOUT_MS,
    });
    client.on('notification', ({ channel, payload }) => {
      for (const hear of this.listeners.get(channel) ?? []) hear(payload ?? '');
    });
    client.on('error', (error) => this.log.warn({ err: error }, 'the database channel lost its connection'));
    try {
      await client.connect();
      for (const channel of this.listeners.keys()) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => {
      this.client = null;
      this.notifyGap();
      this.retry();
    });
    this.client = client;
    this.notifyGap();
  }

  /** The row; undefined where there is no connection, or none any more: a new one has no locks. */
  private ask<Row>(statement: string, name: string): Promise<Row | undefined> {
    const answer = this.asked.then(async () => {
      const { client } = this;
      if (this.stopped) return undefined;
      try {
        return (await client?.query<Row & pg.QueryResultRow>(statement, [name]))?.rows[0];
      } catch (error) {
        this.log.warn({ err: error }, 'the database channel gives its connection up');
        void client?.end().catch(() => undefined);
        return undefined;
      }
    });
    this.asked = answer;
    return answer;
  }

  private notifyGap(): void {
    if (!this.stopped) for (const hear of this.gaps) hear();
  }

  private retry(): void {
    setTimeout(() => void this.listen().catch(() => this.retry()), RETRY_MS).unref();
  }
}
