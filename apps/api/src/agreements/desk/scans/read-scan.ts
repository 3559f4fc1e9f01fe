import { fieldError, kindOf, ProblemError, Refusal, runLimited, refusedField } from '../../../platform/index.ts';
import { SCAN_TYPES, type Scan, type ScanType } from './scan-kinds.ts';

/** A photo of 100 million pixels takes 5 s and 500 MB. */
const check = runLimited<Scan, Scan>(new URL('./scan-program.ts', import.meta.url), {
  atOnce: 2,
  waiting: 30,
  timeoutMs: 20_000,
  megabytes: 1_024,
});

/**
 * A scan or photo as it is kept: pictures upright by their own orientation mark and free of other metadata; PDFs as
 * they are, provided they are whole, open to all and do nothing by themselves. Read in a process of its own, in turn by
 * who sent it (`by`).
 * @throws ProblemError 415 for another kind of file; 422 for one that is broken, encrypted, active or too much to read;
 * 503 `busy`
 */
export async function readScan(bytes: Buffer, by: string, pointer = '/scan'): Promise<Scan> {
  const found = await kindOf(bytes);
  const type = SCAN_TYPES.find((one): one is ScanType => one === found);
  if (!type)
    throw new ProblemError(
      'unsupported_media',
      { accepted: ['PDF', 'JPEG', 'PNG'] },
      { errors: [fieldError(pointer, 'file_kind.scan')] },
    );
  try {
    const scan = await check({ bytes, type }, { by });
    return { ...scan, bytes: Buffer.from(scan.bytes) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const refused = error.rule === 'crashed' ? fieldError(pointer, 'readable') : refusedField(pointer, error);
    throw new ProblemError('unsafe_scan', {}, { errors: [refused] });
  }
}
