import { all, exec, type Database } from '../database/statements.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { Subscription } from './on-event.ts';

export interface WaitingDelivery {
  eventId: number;
  handler: string;
  payload: unknown;
  /** How often it has failed. */
  attempts: number;
  /** Whether its handler has said that it is of no use any more. */
  expired: boolean;
}

/** The longest pause between two attempts. */
const MAX_PAUSE_SECONDS = 300;

/** Subscriptions as columns, for unnest. */
const columnsOf = (subscriptions: Subscription[]) => ({
  types: subscriptions.map(({ type }) => type),
  handlers: subscriptions.map(({ handler }) => handler),
  hours: subscriptions.map(({ expiresAfterHours }) => expiresAfterHours),
});

/** What is due for these handlers, in the order of the events; at most `limit`. */
export function dueDeliveries(
  database: Database,
  subscriptions: Subscription[],
  limit: number,
): Promise<WaitingDelivery[]> {
  const { types, handlers, hours } = columnsOf(subscriptions);
  return all<WaitingDelivery>(database)`
    SELECT e.id AS "eventId", h.handler, e.payload, coalesce(d.attempts, 0) AS attempts,
      coalesce(e.created_at < now() - make_interval(hours => h.hours), false) AS expired
    FROM outbox_event e
    JOIN unnest(${types}::text[], ${handlers}::text[], ${hours}::int[]) WITH ORDINALITY
      AS h(type, handler, hours, place) ON h.type = e.type
    LEFT JOIN outbox_delivery d ON d.event_id = e.id AND d.handler = h.handler
    WHERE e.delivered_at IS NULL AND (d.event_id IS NULL OR d.retry_at <= now())
    ORDER BY e.id, h.place
    LIMIT ${limit}
  `;
}

export async function markDelivered(tx: Transaction, { eventId, handler }: WaitingDelivery): Promise<void> {
  await exec(tx)`
    INSERT INTO outbox_delivery (event_id, handler, delivered_at)
    VALUES (${eventId}, ${handler}, now())
    ON CONFLICT (event_id, handler) DO UPDATE SET delivered_at = now(), retry_at = NULL, given_up_at = NULL
  `;
}

/** To be tried again after a pause that grows with each attempt. */
export async function markFailed(tx: Transaction, { eventId, handler, attempts }: WaitingDelivery): Promise<void> {
  const pause = Math.min(MAX_PAUSE_SECONDS, 2 ** attempts);
  await exec(tx)`
    INSERT INTO outbox_delivery (event_id, handler, attempts, retry_at)
    VALUES (${eventId}, ${handler}, 1, now() + make_interval(secs => ${pause}))
    ON CONFLICT (event_id, handler) DO UPDATE
    SET attempts = outbox_delivery.attempts + 1, retry_at = excluded.retry_at
  `;
}

export async function markGivenUp(tx: Transaction, { eventId, handler }: WaitingDelivery): Promise<void> {
  await exec(tx)`
    INSERT INTO outbox_delivery (event_id, handler, attempts, given_up_at)
    VALUES (${eventId}, ${handler}, 1, now())
    ON CONFLICT (event_id, handler) DO UPDATE
    SET attempts = outbox_delivery.attempts + 1, retry_at = NULL, given_up_at = now()
  `;
}

/** Closes the events that none of all handlers has to do with any more. */
export async function closeEvents(tx: Transaction, subscriptions: Subscription[]): Promise<void> {
  const { types, handlers } = columnsOf(subscriptions);
  await exec(tx)`
    UPDATE outbox_event
    SET delivered_at = now()
    WHERE id IN (
      SELECT e.id
      FROM outbox_event e
      WHERE e.delivered_at IS NULL AND NOT EXISTS (
        SELECT 1
        FROM unnest(${types}::text[], ${handlers}::text[]) AS h(type, handler)
        LEFT JOIN outbox_delivery d ON d.event_id = e.id AND d.handler = h.handler
        WHERE h.type = e.type AND d.delivered_at IS NULL AND d.given_up_at IS NULL)
      FOR UPDATE SKIP LOCKED)
  `;
}
