import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseChannel, Interval, Log, Realtime, rooms } from '../../platform/index.ts';
import { LIVE_CHANNEL } from './append-message.ts';
import { headsOf, messagesAfter } from './read-messages.ts';

/** Pages get at most this many batches a second; the first message after a pause goes out at once. */
const BATCH_INTERVAL_MS = 100;
const BATCH = 500;
const HEAD_EVERY_MS = 5_000;

interface Followed {
  /** The last number told to this node's pages. */
  published: number;
  publishedAt: number;
  publishing: boolean;
  again: boolean;
}

/**
 * Reads on in the logs of the sessions that pages of this node watch, and tells those pages. Each node reads from the
 * database itself: what lies between the nodes may fail without a page missing anything.
 */
@Injectable()
export class SessionTail implements OnApplicationShutdown {
  private readonly followed = new Map<string, Followed>();
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
    private readonly log: Log,
    channel: DatabaseChannel,
  ) {
    channel.on(LIVE_CHANNEL, (sessionId) => this.onAppended(sessionId));
  }

  onApplicationShutdown(): void {
    this.stopped = true;
  }

  /** From now on, what comes after `head` reaches the pages of this node that are in the session's room. */
  follow(sessionId: string, head: number): void {
    if (!this.followed.has(sessionId))
      this.followed.set(sessionId, { published: head, publishedAt: 0, publishing: false, again: false });
  }

  private onAppended(sessionId: string): void {
    const one = this.followed.get(sessionId);
    if (!one || this.stopped) return;
    if (one.publishing) {
      one.again = true;
      return;
    }
    one.publishing = true;
    const wait = Math.max(0, one.publishedAt + BATCH_INTERVAL_MS - Date.now());
    if (wait === 0) void this.publish(sessionId, one);
    else setTimeout(() => void this.publish(sessionId, one), wait).unref();
  }

  private async publish(sessionId: string, one: Followed): Promise<void> {
    one.again = false;
    try {
      const messages = await messagesAfter(this.dataSource.manager, sessionId, one.published, BATCH);
      const last = messages.at(-1);
      if (last) {
        this.realtime.local(rooms.session(sessionId), 'session:messages', { sessionId, messages });
        one.published = last.seq;
        one.publishedAt = Date.now();
      }
      if (messages.length === BATCH) one.again = true;
    } catch (error) {
      // What was not told now is told at the next message or head.
      this.log.warn({ err: error, sessionId }, 'a session log could not be read');
    }
    one.publishing = false;
    if (one.again) this.onAppended(sessionId);
  }

  /** Tells pages how far they should be, reads on where a notification was lost, and forgets what nobody watches. */
  @Interval(HEAD_EVERY_MS, 'live.check-heads', { onEveryNode: true })
  async checkHeads(): Promise<void> {
    for (const sessionId of this.followed.keys()) {
      if (this.realtime.localPages(rooms.session(sessionId)) === 0) this.followed.delete(sessionId);
    }
    if (this.followed.size === 0) return;
    for (const [sessionId, seq] of await headsOf(this.dataSource.manager, [...this.followed.keys()])) {
      if (seq > (this.followed.get(sessionId)?.published ?? seq)) this.onAppended(sessionId);
      this.realtime.local(rooms.session(sessionId), 'session:head', { sessionId, seq });
    }
  }
}
