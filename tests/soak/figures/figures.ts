import { expect } from 'vitest';
import { seeded } from '../../../apps/api/src/demo/generate/random.ts';
import { anEdition, aPerson } from '../../../apps/api/src/testing/builders/index.ts';
import type { SoakOptions } from '../soak-run.ts';
import { DeskLane } from './figures-desk.ts';
import { expectSameFigures } from './figures-recount.ts';
import { PairLane } from './figures-pair.ts';
import { startNodes } from '../nodes/nodes.ts';

const PAIRS = 4;
const DESKS = 3;
/** After so many operations the figures are compared with a recount. */
const BATCH = 25;

/**
 * `size` operations by concurrent pairs and desks: agreements registered, amended, completed, terminated, withdrawn,
 * papers logged, verified, corrected and sent back. After each batch, what the front page, the wall, the desk, the
 * year's figures and the ledger say is what a recount of the rows gives, and what the clients were told.
 */
export async function figures(options: SoakOptions): Promise<void> {
  const { size, seed, log } = options;
  const { host } = await startNodes(options, { count: 2 });
  const owners = await Promise.all(
    Array.from({ length: PAIRS }, () => aPerson(host, { roles: ['owner'], authenticator: true })),
  );
  const edition = await anEdition(host).withSession({ owners }).current().build();
  const organizer = await aPerson(host, { roles: ['organizer', 'staff'] });
  // Each lane draws from a generator of its own: what it does hangs on the seed alone, not on who is quicker.
  const lanes = await Promise.all([
    ...owners.map((owner, index) => PairLane.open(host, edition, owner, seeded(seed * 1_000 + index))),
    ...Array.from({ length: DESKS }, (_, index) => DeskLane.open(host, index, seeded(seed * 1_000 + PAIRS + index))),
  ]);
  const random = seeded(seed);
  for (let done = 0; done < size;) {
    const count = Math.min(BATCH, size - done);
    const shares = lanes.map(() => 0);
    for (let index = 0; index < count; index += 1) shares[random.int(0, lanes.length - 1)]! += 1;
    await Promise.all(lanes.map((lane, index) => lane.run(shares[index]!)));
    done += count;
    const acknowledged = lanes.flatMap((lane) => lane.acknowledged());
    const counted = await expectSameFigures(host, edition, organizer.client, acknowledged);
    log(`${done} of ${size} operations: ${counted} agreements count, all figures agree`);
  }
  const states = Object.groupBy(
    lanes.flatMap((lane) => lane.acknowledged()),
    ({ state }) => state,
  );
  log(
    Object.entries(states)
      .map(([state, those]) => `${those?.length} ${state}`)
      .join(', '),
  );
  expect(Object.keys(states).length, 'several outcomes').toBeGreaterThan(1);
}
