import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl, { type Entry } from 'yauzl';
import { beyond, TableError, type TableLimits } from '../table-error.ts';

const MAX_PARTS = 2_000;
/** Below this nobody is harmed by a ratio, and small parts of little content have a high one. */
const RATIO_FROM_BYTES = 1024 * 1024;

/** The parts of an XLSX file, bounded by its directory before one is unpacked, and by what they turn out to be. */
export class ZipParts {
  readonly #zip: yauzl.ZipFile;
  readonly #entries: Map<string, Entry>;

  private constructor(zip: yauzl.ZipFile, entries: Map<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws TableError `table`, `encrypted`, `too_many_parts`, `too_many_unpacked_bytes`, `compression_ratio` */
  static async open(bytes: Buffer, limits: TableLimits): Promise<ZipParts> {
    try {
      const zip = await yauzl.fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true });
      if (zip.entryCount > MAX_PARTS) throw beyond('too_many_parts', 'parts', MAX_PARTS);
      const entries = new Map<string, Entry>();
      let unpacked = 0;
      let packed = 0;
      for await (const entry of zip.eachEntry()) {
        if (entry.isEncrypted())
          throw new TableError('encrypted', 'The file is encrypted; save it without a password.', {
            at: entry.fileName,
          });
        if (entries.has(entry.fileName))
          throw new TableError('table', `The file is damaged: it has two parts ${entry.fileName}.`, {
            at: entry.fileName,
          });
        entries.set(entry.fileName, entry);
        unpacked += entry.uncompressedSize;
        packed += entry.compressedSize;
        if (unpacked > limits.unpackedBytes)
          throw beyond('too_many_unpacked_bytes', 'bytes unpacked', limits.unpackedBytes, entry.fileName);
      }
      if (unpacked > RATIO_FROM_BYTES && unpacked > packed * limits.ratio)
        throw beyond('compression_ratio', 'times the packed size', limits.ratio);
      return new ZipParts(zip, entries);
    } catch (error) {
      throw asTableError(error);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  names(): Iterable<string> {
    return this.#entries.keys();
  }

  /** A part as it is unpacked. @throws TableError `table` when it is missing or not what the directory says */
  async *chunks(name: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (!entry) throw new TableError('table', `The file is damaged: its part ${name} is missing.`, { at: name });
    let sum = 0;
    try {
      const stream: Readable = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (error) {
      throw asTableError(error);
    }
    if (sum !== entry.crc32)
      throw new TableError('table', `The file is damaged: the checksum of its part ${name} is wrong.`, { at: name });
  }
}

const asTableError = (error: unknown): TableError =>
  error instanceof TableError
    ? error
    : new TableError('table', `The file is not a readable XLSX workbook: ${(error as Error).message}`);
