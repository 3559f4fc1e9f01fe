import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { all, FairQueue, oneThread, SharedReads } from '../../platform/index.ts';
import type { MergeTask } from './merge-updates.ts';

/** What is merged of the sheets that were opened last, in bytes. */
const KEPT_BYTES = 64 * 1024 * 1024;
/** Up to this a sheet is merged within a few milliseconds, less than a thread takes to begin. */
const HERE = { changes: 64, bytes: 16 * 1024 };
const MAX_WAITING = 200;

interface Merged {
  /** Number of the last change that is in it. */
  last: number;
  sheet: Uint8Array;
}
interface Change {
  id: number;
  bytes: Buffer;
}

const NOTHING: Merged = { last: 0, sheet: new Uint8Array() };

const mergeInThread = oneThread<MergeTask, Uint8Array>(new URL('./merge-program.ts', import.meta.url));

/**
 * Term sheets as they are now. A sheet is read on from where it was merged last, once for all who open it at the same
 * time; a long one is merged in a thread of its own, where people take turns.
 */
@Injectable()
export class ReadSheet {
  private readonly merged = new LRUCache<string, Merged>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ sheet }) => sheet.length + 1,
  });
  private readonly reads = new SharedReads<Uint8Array>();
  private readonly turns = new FairQueue(1, MAX_WAITING);

  constructor(private readonly dataSource: DataSource) {}

  /**
   * One Yjs update that says all of the sheet.
   * @throws ProblemError 503 `busy` when too many wait
   */
  run(meetingId: string, personId: string): Promise<Uint8Array> {
    return this.reads.get(meetingId, () => this.read(meetingId, personId));
  }

  private async read(meetingId: string, personId: string): Promise<Uint8Array> {
    const known = this.merged.get(meetingId) ?? NOTHING;
    // Whoever adds a change holds the sheet's size until it is committed: the numbers come in the order of the commits.
    const changes = await all<Change>(this.dataSource)`
      SELECT id, bytes FROM sheet_update WHERE meeting_id = ${meetingId} AND id > ${known.last} ORDER BY id
    `;
    const last = changes.at(-1);
    if (!last && known !== NOTHING) return known.sheet;
    const task = { known: known.sheet, updates: changes.map(({ bytes }) => new Uint8Array(bytes)) };
    const sheet = await this.merge(task, personId);
    if (last) this.merged.set(meetingId, { last: last.id, sheet });
    return sheet;
  }

  private async merge(task: MergeTask, personId: string): Promise<Uint8Array> {
    const bytes = task.updates.reduce((sum, { length }) => sum + length, task.known.length);
    if (task.updates.length > HERE.changes || bytes > HERE.bytes)
      return this.turns.run(personId, () => mergeInThread(task));
    const { default: mergeTree } = await import('./merge-updates.ts');
    return mergeTree(task);
  }
}
