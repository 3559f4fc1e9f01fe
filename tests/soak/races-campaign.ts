import { expect } from 'vitest';
import { verifyChain } from '@everexpo/ledger';
import type { CampaignOptions } from './campaign.ts';
import { startNodes } from './nodes.ts';
import { registerAtOnce } from './races.ts';

/**
 * `size` papers are registered by a desk full of clerks at once: numbers have no gap, and the chain holds.
 */
export async function races(options: CampaignOptions): Promise<void> {
  const { size, seed, say } = options;
  const { host } = await startNodes(options);
  const { edition, statuses, lines } = await registerAtOnce(host, { size, seed });
  expect(statuses.filter((status) => status !== 200), 'verifications that failed').toEqual([]);
  expect(lines.map(({ number }) => number)).toEqual(
    lines.map((_, index) => `${edition.code}-${String(index + 1).padStart(4, '0')}`),
  );
  expect(await verifyChain(lines)).toMatchObject({ holds: true, entries: size });
  say(`${size} papers registered at once: numbered without a gap`);
}
