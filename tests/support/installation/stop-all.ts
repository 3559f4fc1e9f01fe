/**
 * Ends one after the other; one that fails does not keep the rest from being ended.
 * @throws what failed, as an AggregateError when it is more than one
 */
export async function stopAll(stops: Iterable<() => unknown>): Promise<void> {
  const errors: unknown[] = [];
  for (const stop of stops) {
    try {
      await stop();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('\n'));
}
