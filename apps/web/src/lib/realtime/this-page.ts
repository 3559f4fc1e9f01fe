/** This page until it is loaded anew: by it the server tells a page that comes back from a second one. */
export const thisPage: string = crypto.randomUUID();

const claimed = new Set<string>();

/**
 * Whether this page alone holds a name from now on: false where another page does, as the one that this is a duplicate
 * of. Where the browser knows no locks, the name is taken to be free.
 */
export async function claim(name: string): Promise<boolean> {
  if (claimed.has(name) || !('locks' in navigator)) return true;
  const free = await new Promise<boolean>((told) => {
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      told(lock !== null);
      // Held until the page goes.
      return lock ? new Promise(() => undefined) : undefined;
    });
  });
  if (free) claimed.add(name);
  return free;
}
