import { seeded } from '../../apps/api/src/demo/generate/random.ts';

/** The same things in an order that the seed decides (Fisher-Yates). */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  const order = [...things];
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = random.int(0, index);
    [order[index], order[other]] = [order[other] as T, order[index] as T];
  }
  return order;
}
