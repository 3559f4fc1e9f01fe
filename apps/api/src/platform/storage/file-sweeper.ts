import { Inject, Injectable } from '@nestjs/common';
import { all, exec } from '../database/statements.ts';
import { sql } from '../database/sql.ts';
import { UnitOfWork, type Transaction } from '../database/unit-of-work.ts';
import { outageOf } from '../http/outage.ts';
import { Interval } from '../jobs/interval.ts';
import { Log } from '../logging/log.ts';
import { SLOWEST_BYTES_A_SECOND, STORAGE, type Storage } from './storage.ts';

const EVERY_MS = 60 * 60_000;
/** Written down before it is put, a file has the time that this may take, and then an hour to be named. */
const IS_DUE = sql`
  saved_at + make_interval(secs => bytes / ${SLOWEST_BYTES_A_SECOND}::float8) < now() - interval '1 hour'
`;
const AT_ONCE = 500;

/** Files of one kind, by how their keys begin. */
export interface FileKind {
  prefix: string;
  /** Which of these keys rows name. */
  named: (tx: Transaction, keys: string[]) => Promise<string[]>;
  /** Removes rows that are about these files only. */
  forget?: (tx: Transaction, keys: string[]) => Promise<void>;
}

/**
 * Removes files that no row names: once an hour those kept longer ago than that, and superseded ones when asked. Who
 * keeps the same file anew meanwhile waits until it is gone; who holds it, keeps it. Of those that are named, which are
 * nearly all, none is locked.
 */
@Injectable()
export class FileSweeper {
  private readonly kinds: FileKind[] = [];

  constructor(
    private readonly work: UnitOfWork,
    private readonly log: Log,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Contexts say what names their files; files of no kind are left alone. */
  register(kind: FileKind): void {
    this.kinds.push(kind);
  }

  @Interval(EVERY_MS, 'sweep-files')
  async run(): Promise<void> {
    await this.storage.sweep().catch((err: unknown) => this.log.error({ err }, 'broken writes could not be swept'));
    for (const kind of this.kinds) {
      try {
        await this.sweep(kind);
      } catch (err) {
        this.log.error({ err, kind: kind.prefix }, 'a kind of files could not be swept');
      }
    }
  }

  /** Those of one kind that a person uploaded, that are superseded and that no row names; not `but`. */
  async removeSuperseded(prefix: string, personId: string, but: string | null): Promise<void> {
    const kind = this.kinds.find((one) => one.prefix === prefix);
    if (!kind) throw new Error(`no kind of files begins with ${prefix}`);
    await this.work.system('sweep-files', async (tx) => {
      const rows = await all<{ key: string }>(tx)`
        SELECT key FROM stored_file
        WHERE person_id = ${personId} AND starts_with(key, ${prefix}) AND superseded_at IS NOT NULL
          AND key IS DISTINCT FROM ${but}
        FOR UPDATE SKIP LOCKED
      `;
      await this.remove(tx, kind, rows);
    });
  }

  /** A file just kept that no row names after all. */
  async removeUnnamed(key: string): Promise<void> {
    const kind = this.kinds.find(({ prefix }) => key.startsWith(prefix));
    if (!kind) return;
    await this.work.system('sweep-files', async (tx) => {
      const rows = await all<{ key: string }>(tx)`
        SELECT key FROM stored_file WHERE key = ${key} FOR UPDATE SKIP LOCKED
      `;
      await this.remove(tx, kind, rows);
    });
  }

  private async sweep(kind: FileKind): Promise<void> {
    for (let after: string | null = ''; after !== null;) {
      const { last, unnamed } = await this.dueAfter(kind, after);
      for (const key of unnamed) await this.removeDue(kind, key);
      after = last;
    }
  }

  /** Which of the next ones by key no row names; `last` is the last key looked at, or null when there are no more. */
  private dueAfter(kind: FileKind, after: string): Promise<{ last: string | null; unnamed: string[] }> {
    return this.work.system('sweep-files', async (tx) => {
      const rows = await all<{ key: string }>(tx)`
        SELECT key FROM stored_file
        WHERE starts_with(key, ${kind.prefix}) AND key > ${after} AND ${IS_DUE}
        ORDER BY key LIMIT ${AT_ONCE}
      `;
      return { last: rows.at(-1)?.key ?? null, unnamed: await unnamedOf(tx, kind, rows) };
    });
  }

  /** Asks once more under a lock. A file that cannot be removed is tried again in an hour, and holds up no other. */
  private async removeDue(kind: FileKind, key: string): Promise<void> {
    try {
      await this.work.system('sweep-files', async (tx) => {
        const rows = await all<{ key: string }>(tx)`
          SELECT key FROM stored_file WHERE key = ${key} AND ${IS_DUE} FOR UPDATE SKIP LOCKED
        `;
        await this.remove(tx, kind, rows);
      });
    } catch (err) {
      if (outageOf(err)) throw err;
      this.log.error({ err, key }, 'a file could not be swept');
    }
  }

  private async remove(tx: Transaction, kind: FileKind, rows: { key: string }[]): Promise<void> {
    const keys = await unnamedOf(tx, kind, rows);
    if (keys.length === 0) return;
    await kind.forget?.(tx, keys);
    await exec(tx)`DELETE FROM stored_file WHERE key = ANY (${keys})`;
    for (const key of keys) await this.storage.delete(key);
  }
}

async function unnamedOf(tx: Transaction, kind: FileKind, rows: { key: string }[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const found = rows.map(({ key }) => key);
  const named = new Set(await kind.named(tx, found));
  return found.filter((key) => !named.has(key));
}
