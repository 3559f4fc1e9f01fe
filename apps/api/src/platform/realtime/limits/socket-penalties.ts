import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { exec } from '../../database/statements.ts';
import { DatabaseChannel } from '../../database/database-channel.ts';
import { entries } from '../../jobs/entries.ts';
import { Log } from '../../logging/log.ts';
import { PENALTY_SECONDS } from './socket-limits.ts';

const CHANNEL = 'everexpo_socket_penalty';
const KEYS = 10_000;

interface Penalty {
  times: number;
  /** Milliseconds of the Unix epoch. */
  until: number;
}

/** Who has flooded stays out for a while, longer each time, on every node. */
@Injectable()
export class SocketPenalties {
  private readonly penalties = new LRUCache<string, Penalty>({
    ...entries(KEYS),
    ttl: PENALTY_SECONDS.remembered * 1000,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
    channel: DatabaseChannel,
  ) {
    channel.on(CHANNEL, (payload) => {
      const { key, ...penalty } = JSON.parse(payload) as Penalty & { key: string };
      if (penalty.until > (this.penalties.get(key)?.until ?? 0)) this.penalties.set(key, penalty);
    });
  }

  /** Seconds that somebody stays out from now on. */
  punish(key: string): number {
    const times = (this.penalties.get(key)?.times ?? 0) + 1;
    const seconds = Math.min(PENALTY_SECONDS.first * 2 ** (times - 1), PENALTY_SECONDS.longest);
    const penalty = { times, until: Date.now() + seconds * 1000 };
    this.penalties.set(key, penalty);
    this.log.warn({ who: key, seconds }, 'a flooding socket was ended');
    void exec(this.dataSource)`SELECT pg_notify(${CHANNEL}, ${JSON.stringify({ key, ...penalty })})`.catch(
      (error: unknown) => this.log.warn({ err: error }, 'the other nodes could not be told of a penalty'),
    );
    return seconds;
  }

  /** Milliseconds until somebody may come again; 0 for whoever may. */
  left(key: string): number {
    return Math.max(0, (this.penalties.get(key)?.until ?? 0) - Date.now());
  }
}
