import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '@everexpo/ledger';
import { ProblemError } from '../../platform/index.ts';
import { readScan } from './read-scan.ts';
import type { UploadedFile } from './read-upload.ts';

/** A scan that was checked and waits for what names it. */
export interface WaitingScan {
  sha256: string;
  type: string;
  /** Its file on this machine, gone once the tray is cleared. */
  path: string;
}

const MOST_BYTES = 1024 * 1024 * 1024;

/** Where the scans of one request lie until their rows are known: on this machine, and not for longer than the request. */
export class ScanTray {
  private readonly scans = new Map<string, WaitingScan | ProblemError>();
  private bytes = 0;

  private constructor(private readonly folder: string) {}

  static async open(): Promise<ScanTray> {
    return new ScanTray(await mkdtemp(join(tmpdir(), 'everexpo-scans-')));
  }

  /** Lays a scan on the tray, or why it cannot be kept. @throws ProblemError 413 when there are too many bytes of them */
  async take({ name, bytes }: UploadedFile): Promise<void> {
    this.bytes += bytes.length;
    if (this.bytes > MOST_BYTES)
      throw new ProblemError(
        413,
        'too_large',
        `The scans are larger than ${MOST_BYTES / 1024 / 1024} MB together; send them with fewer rows.`,
      );
    this.scans.set(name, await this.check(bytes));
  }

  /** The scan of that file name, why it was refused, or undefined when none was sent. */
  find(name: string): WaitingScan | ProblemError | undefined {
    return this.scans.get(name);
  }

  clear(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  private async check(bytes: Buffer): Promise<WaitingScan | ProblemError> {
    try {
      const scan = await readScan(bytes);
      const sha256 = await sha256Hex(new Uint8Array(scan.bytes));
      const path = join(this.folder, sha256);
      await writeFile(path, scan.bytes);
      return { sha256, type: scan.type, path };
    } catch (error) {
      // That we are busy is no fault of the scan.
      if (error instanceof ProblemError && error.status < 500) return error;
      throw error;
    }
  }
}
