import { expect } from 'vitest';
import { verifyChain } from '@everexpo/ledger';
import type { Host } from '../../../apps/api/src/testing/builders/index.ts';
import { bookManyTimes, bookOneTime } from '../../../apps/api/src/testing/soaks/races.ts';
import type { SoakOptions } from '../soak-run.ts';
import { startNodes } from '../nodes/nodes.ts';
import { registerAtOnce } from './register-at-once.ts';

/** So many bookings to one registration, and to one investor who wants the same time as all the others. */
const BOOKINGS_PER_REGISTRATION = 12;
const BOOKINGS_PER_RIVAL = 100;

/**
 * `size` bookings by fifty clients, then many investors for one time, then papers registered by a desk full of clerks
 * at once: nobody is booked twice, every refusal names another time, and numbers have no gap.
 */
export async function races(options: SoakOptions): Promise<void> {
  const { size, seed, log } = options;
  const { host } = await startNodes(options);
  const { booked, refused, over } = await bookManyTimes(host, { size, seed });
  log(`${size} bookings: ${booked} booked, ${refused} refused with another time, ${over} of what was booked by then`);
  const rivals = Math.max(2, Math.ceil(size / BOOKINGS_PER_RIVAL));
  await bookOneTime(host, { size: rivals, seed });
  log(`${rivals} investors for one time: one of them has it`);
  await register(host, options);
}

async function register(host: Host, { size, seed, log }: SoakOptions): Promise<void> {
  const papers = Math.ceil(size / BOOKINGS_PER_REGISTRATION);
  const { edition, statuses, lines } = await registerAtOnce(host, { size: papers, seed });
  expect(
    statuses.filter((status) => status !== 200),
    'verifications that failed',
  ).toEqual([]);
  expect(lines.map(({ number }) => number)).toEqual(
    lines.map((_, index) => `${edition.code}-${String(index + 1).padStart(4, '0')}`),
  );
  expect(await verifyChain(lines)).toMatchObject({ holds: true, entries: papers });
  log(`${papers} papers registered at once: numbered without a gap`);
}
