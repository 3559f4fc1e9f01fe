import type { PDF, PdfObject, PdfRef } from '@libpdf/core';
import { fileTypeFromBuffer } from 'file-type';
import { ProblemError } from '../../platform/index.ts';

export interface Scan {
  bytes: Buffer;
  /** MIME type: application/pdf, image/jpeg or image/png. */
  type: string;
}

/** Longest side of a photo that is kept, in pixels; a page is legible at half of it. */
const MOST_PIXELS = 4_000;
/** What makes a PDF do something, or carry other files, when it is opened (ISO 32000-1, 12.6 and 7.11.4). */
const ACTIVE_NAMES = ['JavaScript', 'JS', 'Launch', 'EmbeddedFiles', 'EmbeddedFile', 'RichMedia', 'XFA', 'SubmitForm', 'ImportData'];

/**
 * A scan or photo as it is kept: pictures upright by their own orientation mark and free of other metadata; PDFs as
 * they are, provided they are whole, open to all and do nothing by themselves.
 * @throws ProblemError 415 for another kind of file; 422 for one that is broken, encrypted or active
 */
export async function readScan(bytes: Buffer, pointer = '/scan'): Promise<Scan> {
  const found = await fileTypeFromBuffer(bytes);
  if (found?.mime === 'application/pdf') return readPdf(bytes, pointer);
  if (found?.mime === 'image/jpeg' || found?.mime === 'image/png') return readPicture(bytes, found.mime, pointer);
  throw new ProblemError(415, 'unsupported_media', 'The scan must be a PDF, a JPEG or a PNG.', [{ pointer, rule: 'file_kind', detail: 'PDF, JPEG or PNG' }]);
}

function refuse(pointer: string, rule: string, detail: string): never {
  throw new ProblemError(422, 'unsafe_scan', detail, [{ pointer, rule, detail }]);
}

async function readPicture(bytes: Buffer, type: 'image/jpeg' | 'image/png', pointer: string): Promise<Scan> {
  const { default: sharp } = await import('sharp');
  try {
    const upright = sharp(bytes, { failOn: 'error' }).rotate().resize({ width: MOST_PIXELS, height: MOST_PIXELS, fit: 'inside', withoutEnlargement: true });
    return { bytes: await (type === 'image/png' ? upright.png() : upright.jpeg({ quality: 88 })).toBuffer(), type };
  } catch {
    return refuse(pointer, 'readable', 'The picture is damaged; take it again.');
  }
}

async function readPdf(bytes: Buffer, pointer: string): Promise<Scan> {
  const { PDF } = await import('@libpdf/core');
  const pdf = await PDF.load(new Uint8Array(bytes)).catch(() => refuse(pointer, 'readable', 'The PDF is damaged; scan it again.'));
  if (pdf.isEncrypted) refuse(pointer, 'not_encrypted', 'The PDF is encrypted; send one that opens without a password.');
  if (pdf.getPageCount() === 0) refuse(pointer, 'readable', 'The PDF has no page.');
  const active = await activeName(pdf);
  if (active) refuse(pointer, 'no_scripts', `The PDF contains ${active}, which a scan has no need of; print it to PDF again.`);
  return { bytes, type: 'application/pdf' };
}

/** The first active name reachable from the catalogue, walked breadth first; each object once. */
async function activeName(pdf: PDF): Promise<string | null> {
  const { PdfArray, PdfDict, PdfName, PdfRef } = await import('@libpdf/core');
  const queue: (PdfObject | null)[] = [pdf.getCatalog()];
  const seen = new Set<PdfRef>();
  for (let at = 0; at < queue.length; at += 1) {
    const object = queue[at];
    if (object instanceof PdfName && ACTIVE_NAMES.includes(object.value)) return `/${object.value}`;
    if (object instanceof PdfRef && !seen.has(object)) {
      seen.add(object);
      queue.push(pdf.getObject(object));
    }
    if (object instanceof PdfArray) queue.push(...object);
    if (object instanceof PdfDict) for (const [name, value] of object) queue.push(name, value);
  }
  return null;
}
