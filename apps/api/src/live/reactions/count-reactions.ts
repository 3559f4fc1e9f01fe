import { Injectable } from '@nestjs/common';
import type { Reaction, Reactions } from '@everexpo/contracts';
import { DatabaseChannel, Interval, exec, Log, Realtime, rooms, UnitOfWork } from '../../platform/index.ts';

const CHANNEL = 'everexpo_reactions';
const EVERY_MS = 1_000;

type Counts = Map<string, Partial<Record<Reaction, number>>>;

/**
 * Sums up the audience's reactions: each node writes its own once a second and tells the others through the database,
 * and each tells its pages what all gave, one message a second and session. A second lost with a node is lost;
 * reactions are no votes.
 */
@Injectable()
export class CountReactions {
  private given: Counts = new Map();
  private heard: Counts = new Map();

  constructor(
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
    private readonly log: Log,
    channel: DatabaseChannel,
  ) {
    channel.on(CHANNEL, (payload) => this.hear(JSON.parse(payload) as Reactions));
  }

  add(sessionId: string, emoji: Reaction): void {
    addTo(this.given, sessionId, { [emoji]: 1 });
  }

  private hear({ sessionId, given }: Reactions): void {
    addTo(this.heard, sessionId, given);
  }

  @Interval(EVERY_MS, 'live.publish-reactions', { onEveryNode: true })
  async pass(): Promise<void> {
    const { given, heard } = this;
    this.given = new Map();
    this.heard = new Map();
    for (const [sessionId, counts] of heard)
      this.realtime.local(rooms.session(sessionId), 'session:reactions', { sessionId, given: counts });
    for (const [sessionId, counts] of given) {
      await this.write(sessionId, counts).catch((error: unknown) =>
        this.log.warn({ err: error, sessionId }, 'reactions could not be written'),
      );
    }
  }

  private async write(sessionId: string, given: Partial<Record<Reaction, number>>): Promise<void> {
    await this.work.system('live.publish-reactions', async (tx) => {
      await exec(tx)`
      INSERT INTO reaction_count (session_id, second, emoji, given)
      SELECT st.session_id, date_trunc('second', now()), g.key, g.value::int
      FROM stage st, jsonb_each_text(${JSON.stringify(given)}) g
      WHERE st.session_id = ${sessionId} AND st.state = 'live'
      ON CONFLICT (session_id, second, emoji) DO UPDATE SET given = reaction_count.given + excluded.given
    `;
      await exec(tx)`
      SELECT pg_notify(${CHANNEL}, ${JSON.stringify({ sessionId, given } satisfies Reactions)})
    `;
    });
  }
}

function addTo(counts: Counts, sessionId: string, given: Partial<Record<Reaction, number>>): void {
  const sum = counts.get(sessionId) ?? {};
  for (const [emoji, n] of Object.entries(given) as [Reaction, number][]) sum[emoji] = (sum[emoji] ?? 0) + n;
  counts.set(sessionId, sum);
}
