import type { Presenter } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import type { Client } from '../../../apps/api/src/testing/clients/client.ts';
import type { LightClients } from '../light-clients/light-clients.ts';
import { until } from '../until.ts';

const RISE = 4;

/** A presenter's identity in the media room. */
export const identityOf = ({ id }: { id: string }) => `presenter-${id}`;

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

/** Waits until every light viewer decodes new pictures of each of these identities, and receives no others. */
export async function untilSeen(clients: LightClients, identities: string[]): Promise<void> {
  const { viewers: before } = await clients.look();
  const evidence = async () => JSON.stringify(await clients.look());
  await until(
    `light viewers see ${identities.join(', ') || 'nobody'}`,
    async () => {
      const { viewers } = await clients.look();
      return viewers.every(({ frames, pictures }, at) => {
        const risen = identities.every((one) => (frames[one] ?? 0) - (before[at]?.frames[one] ?? 0) >= RISE);
        return risen && [...pictures].sort().join() === [...identities].sort().join();
      });
    },
    { evidence },
  );
}

/**
 * Watches for the first picture that a page decodes of somebody who is not on stage yet. Resolves once it watches, with
 * a wait for that instant in milliseconds of the Unix epoch.
 */
export async function firstPicture(page: Page, identity: string): Promise<() => Promise<number>> {
  await page.evaluate((who) => {
    const seen = new Promise<number>((resolve) => {
      const look = () => {
        const video = document.querySelector<HTMLVideoElement>(`[data-identity="${who}"] video`);
        if (video) video.requestVideoFrameCallback(() => resolve(performance.timeOrigin + performance.now()));
        else requestAnimationFrame(look);
      };
      look();
    });
    Object.assign(window, { firstPictureAt: seen });
  }, identity);
  return () => page.evaluate(() => (window as unknown as { firstPictureAt: Promise<number> }).firstPictureAt);
}
