import { LRUCache } from 'lru-cache';
import type { EditionRow } from '../editions/edition-row.ts';

const KEPT_BYTES = 64 * 1024 * 1024;
/** What no revision counts, such as the name of a room or of a person, shows up so much later at most. */
const KEPT_MS = 60_000;

/**
 * Files made of the published programme: to write one takes the API's thread a tenth of a second. Each is made once for
 * all who ask, and anew when its key says so: what it is, for which address, of which state of the programme.
 */
export class Exports {
  private readonly kept = new LRUCache<string, Buffer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ length }) => length + 1,
    ttl: KEPT_MS,
  });
  private readonly underWay = new Map<string, Promise<Buffer>>();

  get(key: string, make: () => Promise<string | Buffer>): Promise<Buffer> {
    const known = this.kept.get(key);
    if (known) return Promise.resolve(known);
    const making = this.underWay.get(key) ?? this.make(key, make);
    this.underWay.set(key, making);
    return making;
  }

  private async make(key: string, make: () => Promise<string | Buffer>): Promise<Buffer> {
    try {
      const made = await Promise.try(make);
      const bytes = typeof made === 'string' ? Buffer.from(made) : made;
      this.kept.set(key, bytes);
      return bytes;
    } finally {
      this.underWay.delete(key);
    }
  }
}

/** What a published programme is as new as: its revision, and what an edition says of itself. */
export const stateOf = ({ id, code, nameZh, timeZone, startsOn, dayCount, programmeRevision }: EditionRow): string =>
  JSON.stringify([id, programmeRevision, code, nameZh, timeZone, startsOn, dayCount]);
