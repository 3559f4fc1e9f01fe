import { createHash } from 'node:crypto';
import type { PublishedProgramme } from '@everexpo/interchange';
import { LRUCache } from 'lru-cache';
import { SharedReads } from '../../platform/index.ts';

/** Three formats of the present programme and of the one before; each some hundred kilobytes. */
const KEPT = 12;

/** The programme's files for everybody: to write one takes the API's thread a tenth of a second. */
export class Exports {
  private readonly reads = new SharedReads<Buffer>();
  private readonly kept = new LRUCache<string, Buffer>({ max: KEPT });

  /** Read once for all who ask meanwhile, and written anew only when what was `read` is another programme. */
  get(
    format: string,
    origin: string,
    read: () => Promise<PublishedProgramme>,
    write: (programme: PublishedProgramme) => string,
  ): Promise<Buffer> {
    return this.reads.get(`${format} ${origin}`, async () => {
      const programme = await read();
      const key = createHash('sha256')
        .update(`${format} ${JSON.stringify(programme)}`)
        .digest('base64url');
      const bytes = this.kept.get(key) ?? Buffer.from(write(programme));
      this.kept.set(key, bytes);
      return bytes;
    });
  }
}
