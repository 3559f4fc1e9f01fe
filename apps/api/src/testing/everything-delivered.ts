import { expect } from 'vitest';
import type { Host } from './builders/host.ts';

/** Waits until every event that was emitted so far has been delivered to all its handlers. */
export async function everythingDelivered(host: Host): Promise<void> {
  const waiting = `SELECT type FROM outbox_event WHERE delivered_at IS NULL`;
  await expect.poll(() => host.asOwner(waiting), { message: 'events that wait to be delivered' }).toEqual([]);
}
