import { LRUCache } from 'lru-cache';
import { entries } from '../../jobs/entries.ts';

export interface Rate {
  /** So many at once. */
  burst: number;
  /** And so many a second on average. */
  perSecond: number;
}

/** What is lost when instants with fractions are added and taken away again. */
const ROUNDING_MS = 1e-6;

/** Who has sent nothing for longest is forgotten first, which does them no harm. */
const KEYS = 50_000;

/**
 * A token bucket for each key, kept as the one instant at which it is full again (the generic cell rate algorithm of
 * ITU-T I.371).
 */
export class TokenBuckets {
  private readonly fullAt = new LRUCache<string, number>(entries(KEYS));

  /** @param now a clock in milliseconds that never goes back */
  constructor(
    private readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes tokens out of a bucket: 0, or the milliseconds until so many will be there, in which case none is taken. */
  take(key: string, tokens = 1): number {
    const now = this.now();
    const { burst, perSecond } = this.rate;
    const fullAt = Math.max(this.fullAt.get(key) ?? 0, now) + (tokens * 1000) / perSecond;
    const wait = fullAt - now - (burst * 1000) / perSecond;
    if (wait > ROUNDING_MS) return wait;
    this.fullAt.set(key, fullAt);
    return 0;
  }
}
