import { SetMetadata } from '@nestjs/common';
import type { EventKind } from './event-kind.ts';

export const ON_EVENT = 'everexpo:on-event';

/**
 * Handlers of one lane are run one after another, in the order of their events; lanes beside each other, so that a
 * server which stands still holds up its own alone. `pages` asks nobody but the database and Redis.
 */
export const LANES = ['pages', 'media', 'mail'] as const;
export type Lane = (typeof LANES)[number];

export interface Subscription {
  type: string;
  handler: string;
  lane: Lane;
  /** Hours after which it is of no use any more; without, it is tried until it succeeds. */
  expiresAfterHours: number | null;
}

/**
 * Subscribes a provider's method to an event. `handler` names it for good: the outbox remembers by this name
 * what was delivered. Delivery is at least once and may be hours late, so the method must be idempotent and look at
 * what holds then. One that fails is tried again, unless it throws {@link Undeliverable}.
 */
export const OnEvent = <P>(
  kind: EventKind<P>,
  handler: string,
  { lane = 'pages', expiresAfterHours = null }: { lane?: Lane; expiresAfterHours?: number | null } = {},
) => SetMetadata(ON_EVENT, { type: kind.type, handler, lane, expiresAfterHours } satisfies Subscription);

/** What a handler throws when trying again cannot help; `cause` says why. */
export class Undeliverable extends Error {
  constructor(cause: Error) {
    super(`cannot be delivered: ${cause.message}`, { cause });
  }
}
