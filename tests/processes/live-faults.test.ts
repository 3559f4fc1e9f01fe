import { describe, inject, onTestFinished, test } from 'vitest';
import type { FaultsOptions } from '../soak/cut-nodes.ts';
import { faults } from '../soak/faults.ts';
import { recordingFaults } from '../soak/recording-faults.ts';

/** Two real API nodes over one database and Redis, while a session is on and things fail around it. */
describe('a session while nodes are killed, Redis is cut and a page is away', () => {
  test('no page misses a message or takes one twice, and what was acknowledged is there once', () => run(faults));

  test('the recording goes on while every node that could have started it is killed', () => run(recordingFaults));
});

/** A part of a campaign; `npm run soak` has the whole of it. */
async function run(campaign: (options: FaultsOptions) => Promise<void>): Promise<void> {
  const stops: (() => unknown)[] = [];
  onTestFinished(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  const services = () => Promise.resolve({ databaseUrl: inject('databaseUrl'), filesDir: inject('filesDir') });
  await campaign({ size: 1, seed: 1, say: console.log, services, defer: (stop) => stops.push(stop) });
}
