import { buildOnce } from '../../../apps/launcher/src/build.ts';

/** Each project of a run has modules of its own; the process is the same. */
const place = globalThis as { everexpoBuild?: Promise<void> };

/**
 * Builds what the tests start and open, once per run: a build beside running tests would take files from their pages.
 */
export default function setup(): Promise<void> {
  return (place.everexpoBuild ??= buildOnce(console.log));
}
