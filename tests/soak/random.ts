/** Whole numbers from 0 up to a limit, the same ones for the same seed (Lehmer's generator, MINSTD). */
export function randomOf(seed: number): (limit: number) => number {
  const modulus = 2_147_483_647;
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1;
  return (limit) => (state = (state * 48_271) % modulus) % limit;
}

/** The same things in an order that the seed decides (Fisher-Yates). */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const random = randomOf(seed);
  const order = [...things];
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = random(index + 1);
    [order[index], order[other]] = [order[other] as T, order[index] as T];
  }
  return order;
}
