import type { SessionDetail } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { maybeOne } from '../../platform/index.ts';
import { runningOrder, type PlannedPitch } from './running-order.ts';
import { sessionCards } from './session-cards.ts';

export type PlannedSession = Omit<SessionDetail, 'runningOrder'> & { runningOrder: PlannedPitch[] };

/** A session of the programme with its running order as planned; null when there is no such session. */
export async function sessionDetail(manager: EntityManager, id: string): Promise<PlannedSession | null> {
  const [[card], order, edition] = await Promise.all([
    sessionCards(manager, { id, limit: 1 }),
    runningOrder(manager, id),
    maybeOne<{ editionId: string; timeZone: string }>(manager)`
      SELECT e.id AS "editionId", e.time_zone AS "timeZone"
      FROM session s JOIN edition e ON e.id = s.edition_id WHERE s.id = ${id}
    `,
  ]);
  return card && edition ? { ...card, ...edition, runningOrder: order } : null;
}
