import type { Page } from 'playwright-core';
import type { MeetingFixture } from '../../../apps/api/src/testing/builders/index.ts';
import { phone } from '../browser/browser.ts';
import type { Journey } from '../journey.ts';
import { untilMovingPicture } from '../browser/video.ts';

export const SIDES = ['owner', 'investor'] as const;

/** A page of each side of a negotiation. */
export type NegotiationPages = Record<(typeof SIDES)[number], Page>;

/** The owner at a desktop and the investor on a phone, on the page of their negotiation. */
export async function openNegotiation(
  journey: Journey,
  { owner, investor, meeting }: Pick<MeetingFixture, 'owner' | 'investor' | 'meeting'>,
): Promise<NegotiationPages> {
  const pages = { owner: await journey.page(owner), investor: await journey.page(investor, { viewport: phone }) };
  await Promise.all(SIDES.map((side) => pages[side].goto(`/negotiations/${meeting.id}`)));
  return pages;
}

/** Both turn their cameras on and enter the room. */
export async function enterRoom(pages: NegotiationPages): Promise<void> {
  for (const side of SIDES) await pages[side].getByRole('button', { name: '打开摄像头进入' }).click();
}

/** Ends the negotiation for both, which asks for a second press. */
export async function endNegotiation(page: Page): Promise<void> {
  await page.getByRole('button', { name: '结束约谈', exact: true }).click();
  await page.getByRole('button', { name: '再按一次，为双方结束约谈' }).click();
}

export async function untilBothSeeEachOther({ owner, investor }: NegotiationPages): Promise<void> {
  await untilMovingPicture(owner, '[data-side="investor"] video');
  await untilMovingPicture(investor, '[data-side="owner"] video');
}

/** What one side gives the other. */
export const quotation = { name: '报价.txt', mimeType: 'text/plain', buffer: Buffer.from('报价一百万元') };
