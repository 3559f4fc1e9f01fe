import { LRUCache } from 'lru-cache';
import type { DatabaseChannel } from '../database/database-channel.ts';
import { entries } from '../jobs/entries.ts';

const KEYS = 10_000;
/** Should a change have gone unheard after all, it holds after this long. */
const REMEMBERED_MS = 30_000;

/**
 * Answers of the database that are asked for again and again, such as rights. Whoever hears of a change forgets the
 * answer; while this node does not hear the database's notifications, nothing is remembered.
 */
export class Remembered<V extends NonNullable<unknown>> {
  private readonly answers = new LRUCache<string, V>({ ...entries(KEYS), ttl: REMEMBERED_MS });
  private readonly asking = new Map<string, Promise<V>>();

  constructor(private readonly channel: Pick<DatabaseChannel, 'listening' | 'onGap'>) {
    channel.onGap(() => this.forgetAll());
  }

  /** The answer to a key; `ask` is called once for all who want it before it comes. */
  get(key: string, ask: () => Promise<V>): Promise<V> {
    if (!this.channel.listening) return ask();
    const known = this.answers.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const asked = this.asking.get(key);
    if (asked) return asked;
    const answer = ask();
    this.asking.set(key, answer);
    // What was forgotten while it was asked for may be old already.
    const settle = (keep?: V) => {
      if (this.asking.get(key) !== answer) return;
      this.asking.delete(key);
      if (keep !== undefined) this.answers.set(key, keep);
    };
    answer.then(settle, () => settle());
    return answer;
  }

  forget(key: string): void {
    this.answers.delete(key);
    this.asking.delete(key);
  }

  private forgetAll(): void {
    this.answers.clear();
    this.asking.clear();
  }
}
