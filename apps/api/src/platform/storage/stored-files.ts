import { Inject, Injectable } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import { CONFIG, type Config } from '../config/config.ts';
import { exec, exists, one } from '../database/statements.ts';
import { UnitOfWork, type Transaction } from '../database/unit-of-work.ts';
import { ProblemError } from '../problems/problem.ts';
import { busy } from '../jobs/fair-queue.ts';
import { FileSweeper } from './file-sweeper.ts';
import { STORAGE, type Storage } from './storage.ts';

const MEGABYTE = 1_000_000;
/** What somebody uploaded counts for a day; then there may be room again. */
const QUOTA_RETRY_SECONDS = 60 * 60;

export interface NewFile {
  key: string;
  /** Its bytes, or where it lies on this machine. */
  content: Buffer | { path: string };
  type: string;
  /** Whose upload it is, which counts towards what they may send in a day. */
  personId?: string;
}

/**
 * Files that rows name. One is kept outside of any transaction, under a key that follows from its content, and then
 * held inside the transaction that names it; what nothing has named for an hour is removed by {@link FileSweeper}.
 */
@Injectable()
export class StoredFiles {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sweeper: FileSweeper,
    @Inject(STORAGE) private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Call it outside of transactions: the storage may take its time.
   * @throws ProblemError 429 `upload_quota`; StorageUnavailable
   */
  async save({ key, content, type, personId }: NewFile): Promise<void> {
    if (Buffer.isBuffer(content)) {
      await this.writeDown(key, content.length, personId);
      await this.storage.put(key, content, type);
    } else {
      await this.writeDown(key, (await stat(content.path)).size, personId);
      await this.storage.putFile(key, content.path, type);
    }
  }

  /**
   * Keeps a file and then runs the transaction that holds and names it; when that is refused, the file goes again.
   * @throws ProblemError 429 `upload_quota`; StorageUnavailable; what `name` throws
   */
  async saveFor<T>(file: NewFile, name: () => Promise<T>): Promise<T> {
    await this.save(file);
    try {
      return await name();
    } catch (error) {
      // After any other error it may be named all the same: a commit whose answer was lost.
      if (error instanceof ProblemError) await this.sweeper.removeUnnamed(file.key).catch(() => undefined);
      throw error;
    }
  }

  /**
   * From here on the file stays, as the caller's transaction names it. @throws ProblemError 503 `busy` when it has been
   * removed since it was kept
   */
  async pin(tx: Transaction, key: string): Promise<void> {
    if (!(await exists(tx)`SELECT 1 FROM stored_file WHERE key = ${key} FOR KEY SHARE`)) throw busy();
  }

  /** Writes down what another program puts into the storage by itself; how large it is, nobody has said. */
  async adopt(tx: Transaction, keys: string[]): Promise<void> {
    await exec(tx)`
      INSERT INTO stored_file (key, bytes) SELECT key, 0 FROM unnest(${keys}::text[]) AS key ON CONFLICT DO NOTHING
    `;
  }

  /** That another file takes the place of this one: it need not be kept for an hour. */
  async supersede(tx: Transaction, key: string): Promise<void> {
    await exec(tx)`UPDATE stored_file SET superseded_at = now() WHERE key = ${key}`;
  }

  private writeDown(key: string, bytes: number, personId?: string): Promise<void> {
    return this.work.system('stored-files.save', async (tx) => {
      if (personId !== undefined) await this.assertQuota(tx, key, bytes, personId);
      await exec(tx)`
        INSERT INTO stored_file (key, bytes, person_id)
        VALUES (${key}, ${bytes}, ${personId})
        ON CONFLICT (key) DO UPDATE
          SET bytes = excluded.bytes, person_id = excluded.person_id, saved_at = clock_timestamp(), superseded_at = NULL
      `;
    });
  }

  private async assertQuota(tx: Transaction, key: string, bytes: number, personId: string): Promise<void> {
    await exec(tx)`SELECT pg_advisory_xact_lock(hashtextextended('uploads ' || ${personId}, 0))`;
    const { sent } = await one<{ sent: number }>(tx)`
      SELECT coalesce(sum(bytes), 0)::float8 AS sent FROM stored_file
      WHERE person_id = ${personId} AND saved_at > now() - interval '1 day' AND key <> ${key}
    `;
    const megabytes = this.config.UPLOAD_MB_PER_DAY;
    if (sent + bytes > megabytes * MEGABYTE)
      throw new ProblemError('upload_quota', { megabytes }, { retryAfterSeconds: QUOTA_RETRY_SECONDS });
  }
}
