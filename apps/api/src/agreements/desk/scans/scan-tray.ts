import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asLine } from '@everexpo/contracts';
import { sha256Hex } from '@everexpo/ledger';
import { fieldError, invalid, ProblemError } from '../../../platform/index.ts';
import { readScan } from './read-scan.ts';
import type { UploadedFile } from './read-upload.ts';

/** A scan that was checked and waits for what names it. */
export interface WaitingScan {
  sha256: string;
  type: string;
  /** Its file on this machine, gone once the tray is cleared. */
  path: string;
}

const MAX_BYTES = 1024 * 1024 * 1024;
const FOLDER = /^everexpo-scans-(\d+)-/;

/**
 * Where the scans of one request lie until their rows are known: on this machine, and not for longer than the request.
 */
export class ScanTray {
  /**
   * By the name that a file was sent under, as a cell of a table has it, where it lies; several where they share it.
   * A Mac's letters and their marks are apart (NFD).
   */
  private readonly files = new Map<string, string[]>();
  private bytes = 0;
  private count = 0;

  private constructor(private readonly folder: string) {}

  static async open(): Promise<ScanTray> {
    return new ScanTray(await mkdtemp(join(tmpdir(), `everexpo-scans-${process.pid}-`)));
  }

  /** Lays a file on the tray as it came. @throws ProblemError 413 when there are too many bytes of them */
  async take({ name, bytes }: UploadedFile): Promise<void> {
    this.bytes += bytes.length;
    if (this.bytes > MAX_BYTES) throw new ProblemError('too_large', { megabytes: MAX_BYTES / 1024 / 1024 });
    this.count += 1;
    const path = join(this.folder, `sent-${this.count}`);
    await writeFile(path, bytes);
    const key = asLine(name);
    this.files.set(key, [...(this.files.get(key) ?? []), path]);
  }

  /**
   * The scan of that file name, read now and in turn by who sent it (`by`).
   * @throws ProblemError 415, 422 when it cannot be kept; 422 `scan_missing`, `scan_twice` when no file or more than
   * one has the name; 503 `busy`
   */
  async read(name: string, by: string): Promise<WaitingScan> {
    const [sent, other] = this.files.get(asLine(name)) ?? [];
    if (sent === undefined) throw wrongName('scan_missing', name);
    if (other !== undefined) throw wrongName('scan_twice', name);
    const scan = await readScan(await readFile(sent), by);
    const sha256 = await sha256Hex(new Uint8Array(scan.bytes));
    const path = join(this.folder, sha256);
    await writeFile(path, scan.bytes);
    return { sha256, type: scan.type, path };
  }

  clear(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

const wrongName = (rule: 'scan_missing' | 'scan_twice', name: string) => invalid(fieldError('/scan', rule, { name }));

/** Removes the trays of processes that have ended without clearing them. Call it before this one opens any. */
export async function sweepScanTrays(): Promise<void> {
  const left = (await readdir(tmpdir())).filter((name) => {
    const pid = Number(FOLDER.exec(name)?.[1]);
    return Number.isInteger(pid) && (pid === process.pid || !isRunning(pid));
  });
  await Promise.all(left.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of somebody else, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
