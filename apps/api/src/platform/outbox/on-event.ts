import { SetMetadata } from '@nestjs/common';
import type { EventKind } from './event-kind.ts';

export const ON_EVENT = 'everexpo:on-event';

export interface Subscription {
  type: string;
  handler: string;
}

/**
 * Subscribes a provider's method to an event. `handler` names it for good: the outbox remembers by this name
 * what was delivered. Delivery is at least once, so the method must be idempotent.
 */
export const OnEvent = <P>(kind: EventKind<P>, handler: string) =>
  SetMetadata(ON_EVENT, { type: kind.type, handler } satisfies Subscription);
