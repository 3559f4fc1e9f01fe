import { Inject, Injectable } from '@nestjs/common';
import { all, exec } from '../database/statements.ts';
import { sql } from '../database/sql.ts';
import { UnitOfWork, type Transaction } from '../database/unit-of-work.ts';
import { Interval } from '../jobs/interval.ts';
import { STORAGE, type Storage } from './storage.ts';

const EVERY_MS = 60 * 60_000;
/** Between being kept and being named. */
const UNNAMED_FOR = sql`interval '1 hour'`;
const AT_ONCE = 50;

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
 * keeps the same file anew meanwhile waits until it is gone; who holds it, keeps it.
 */
@Injectable()
export class FileSweeper {
  private readonly kinds: FileKind[] = [];

  constructor(
    private readonly work: UnitOfWork,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Contexts say what names their files; files of no kind are left alone. */
  register(kind: FileKind): void {
    this.kinds.push(kind);
  }

  @Interval(EVERY_MS, 'sweep-files')
  async run(): Promise<void> {
    await this.storage.sweep();
    for (const kind of this.kinds) {
      let after: string | null = '';
      while (after !== null) after = await this.some(kind, after);
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

  /** The next ones by key; the last key looked at, or null when there are no more. */
  private some(kind: FileKind, after: string): Promise<string | null> {
    return this.work.system('sweep-files', async (tx) => {
      const rows = await all<{ key: string }>(tx)`
        SELECT key FROM stored_file
        WHERE starts_with(key, ${kind.prefix}) AND key > ${after} AND saved_at < now() - ${UNNAMED_FOR}
        ORDER BY key LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
      `;
      await this.remove(tx, kind, rows);
      return rows.at(-1)?.key ?? null;
    });
  }

  private async remove(tx: Transaction, kind: FileKind, rows: { key: string }[]): Promise<void> {
    const found = rows.map(({ key }) => key);
    if (found.length === 0) return;
    const named = new Set(await kind.named(tx, found));
    const keys = found.filter((key) => !named.has(key));
    if (keys.length === 0) return;
    await kind.forget?.(tx, keys);
    await exec(tx)`DELETE FROM stored_file WHERE key = ANY (${keys})`;
    for (const key of keys) await this.storage.delete(key);
  }
}
