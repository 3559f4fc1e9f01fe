import type { Draft } from '@everexpo/contracts';
import type { Locator, Page } from 'playwright-core';
import type { BuiltEdition, Person } from '../../../apps/api/src/testing/builders/index.ts';

interface EffectCell {
  startsAt: string;
  roomId: string;
  allowed: boolean;
  delta: { hard: number };
  swapWith: string | null;
}

/** A session on the grid, and a cell of the same day where it breaks nothing. */
export async function aMoveOnGrid({ client }: Person, edition: BuiltEdition, { sessions }: Draft) {
  for (const session of sessions) {
    const path = `/api/editions/${edition.id}/draft/sessions/${session.id}/effects`;
    const { cells } = await client.ask<{ cells: EffectCell[] }>('GET', path);
    const to = cells.find(
      (cell) =>
        cell.allowed &&
        cell.swapWith === null &&
        cell.delta.hard === 0 &&
        dayOf(cell) === dayOf(session) &&
        cell.roomId !== session.roomId,
    );
    if (to) return { session, to: { roomId: to.roomId, startsAt: to.startsAt } };
  }
  throw new Error('nothing can move within its day');
}

/** A cell of the page's grid, brought into view. */
export async function cellOf(
  page: Page,
  { rooms, edition }: Draft,
  startsAt: string,
  roomId: string,
): Promise<Locator> {
  const room = rooms.find(({ id }) => id === roomId);
  const time = new Intl.DateTimeFormat('zh-CN', {
    timeZone: edition.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(startsAt));
  const cell = page.getByRole('gridcell', { name: new RegExp(`^${room?.nameZh ?? ''} ${time}`) });
  await cell.scrollIntoViewIfNeeded();
  return cell;
}

/** The day of the demo's zone on which something starts, YYYY-MM-DD. */
export const dayOf = ({ startsAt }: { startsAt: string | null }): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(startsAt ?? 0));
