import type { Presenter } from '@everexpo/contracts';
import type { Client } from '../../apps/api/src/testing/client.ts';
import { until } from './until.ts';

/** Who presents in a session, as its stage manager sees it. */
export const presentersOf = (organizer: Client, sessionId: string): Promise<Presenter[]> =>
  organizer.ask('GET', `/api/sessions/${sessionId}/stage/presenters`);

/** Waits until so many presenters are in the green room: who is not, "next" does not bring on. */
export async function untilPresent(organizer: Client, sessionId: string, count: number): Promise<void> {
  await until(`${count} presenters in the green room`, async () => {
    const presenters = await presentersOf(organizer, sessionId);
    return presenters.filter(({ present }) => present).length === count;
  });
}
