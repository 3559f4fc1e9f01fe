import { seeded, type Random } from '../../apps/api/src/demo/generate/random.ts';

/** More than any run opens: streams of two seeds have nothing in common. */
const MAX_STREAMS = 1_000;

/**
 * Opens generators, each with a sequence of its own. What draws at the same time as others has one to itself: what it
 * draws then hangs on the seed and the order of opening alone, not on who is quicker.
 */
export function streamsOf(seed: number): () => Random {
  let opened = 0;
  return () => {
    const stream = seeded(seed * MAX_STREAMS + opened);
    opened += 1;
    return stream;
  };
}
