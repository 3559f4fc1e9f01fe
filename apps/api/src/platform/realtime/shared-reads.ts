interface Reading<T> {
  now: Promise<T>;
  next: Promise<T> | null;
}

/**
 * Reads that many ask for at once: of each key at most one is under way. Whoever asks meanwhile gets the next, so that
 * nobody gets what was read before they asked.
 */
export class SharedReads<T> {
  private readonly readings = new Map<string, Reading<T>>();

  get(key: string, read: () => Promise<T>): Promise<T> {
    const reading = this.readings.get(key);
    if (!reading) return this.start(key, read);
    const begin = () => this.start(key, read);
    return (reading.next ??= reading.now.then(begin, begin));
  }

  private start(key: string, read: () => Promise<T>): Promise<T> {
    const reading: Reading<T> = { now: read(), next: null };
    this.readings.set(key, reading);
    const settle = () => {
      if (reading.next === null) this.readings.delete(key);
    };
    reading.now.then(settle, settle);
    return reading.now;
  }
}
