import { inject, onTestFinished, test } from 'vitest';
import { SoakRun, type Soak } from './soak-run.ts';

interface Part {
  size: number;
  seed?: number;
  /** For what takes longer than a test may by configuration. */
  timeout?: number;
}

/** A part of a soak run as a test of its own; `npm run soak` has the whole of it. */
export function soakTest(title: string, soak: Soak, { size, seed = 1, timeout }: Part): void {
  test(title, { timeout }, async () => {
    const log = (line: string) => console.log(line);
    const run = new SoakRun(soak, { size, seed, log, services: () => Promise.resolve(sharedServices()) });
    // A test that is out of time leaves its run at work.
    onTestFinished(() => run.stop());
    log(`size ${size}, seed ${seed}`);
    await run.run();
  });
}

const sharedServices = () => ({
  databaseUrl: inject('databaseUrl'),
  redisUrl: inject('redisUrl'),
  s3: inject('s3'),
  filesDir: inject('filesDir'),
});
