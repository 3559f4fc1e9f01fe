/** Logs what takes long while it is done, and how long it took, also where there is no terminal. */
export async function logDuration<T>(what: string, work: () => Promise<T>): Promise<T> {
  console.log(`${what} ...`);
  const from = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return result;
}
