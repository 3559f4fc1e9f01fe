import { PDF, PdfArray, PdfName, PdfRef, PdfStream, type PdfObject } from '@libpdf/core';
import { pdfObjects } from '../../../platform/sandbox/pdf-objects.ts';
import { Refusal } from '../../../platform/sandbox/refusal.ts';

/** What makes a PDF do something, or carry other files, when it is opened (ISO 32000-1, 12.6 and 7.11.4). */
const ACTIVE_NAMES = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFiles',
  'EmbeddedFile',
  'RichMedia',
  'XFA',
  'SubmitForm',
  'ImportData',
]);
/** The end mark stands in the last 1,024 bytes (ISO 32000-1, Annex H, note 18). */
const TAIL_BYTES = 1_024;
const END_MARK = '%%EOF';
/** Of the drawing instructions of all pages, unpacked: a scan has some hundred bytes a page, a dense drawing 20 MB. */
const MAX_CONTENT_BYTES = 64 * 1024 * 1024;

/**
 * Whether a PDF may be kept as it is: whole, with a page, open to everybody who has it, doing nothing by itself.
 * @throws Refusal `readable`, `not_encrypted`, `no_scripts`, `max_content`
 */
export async function checkPdf(bytes: Buffer): Promise<void> {
  if (!endsWhole(bytes)) throw damaged();
  const pdf = await PDF.load(new Uint8Array(bytes)).catch(() => null);
  // An owner's password restricts printing or copying; without a user's password everybody opens it all the same.
  if (pdf?.isEncrypted && !pdf.isAuthenticated)
    throw new Refusal('not_encrypted', 'The PDF is encrypted; send one that opens without a password.');
  if (!pdf || pdf.recoveredViaBruteForce) throw damaged();
  const active = activeName(pdf);
  if (active)
    throw new Refusal('no_scripts', `The PDF contains ${active}, which a scan has no need of; print it to PDF again.`);
  if (pdf.getPageCount() === 0) throw new Refusal('readable', 'The PDF has no page.');
  checkContents(pdf);
}

const damaged = () => new Refusal('readable', 'The PDF is damaged or was cut off; scan or send it again.');

/** Ends with its end mark, and no further update begins after it that was cut off. */
function endsWhole(bytes: Buffer): boolean {
  const at = bytes.lastIndexOf(END_MARK);
  if (at < Math.max(0, bytes.length - TAIL_BYTES - END_MARK.length)) return false;
  return !/\d+ \d+ obj\b|\bxref\b/.test(bytes.subarray(at).toString('latin1'));
}

/** Every page can be drawn, and by anybody's viewer: what is small when packed may be hundreds of megabytes of it. */
function checkContents(pdf: PDF): void {
  let bytes = 0;
  for (const stream of pdf.getPages().flatMap(({ dict }) => contentsOf(pdf, dict.get('Contents') ?? null))) {
    bytes += unpackedBytes(stream);
    if (bytes > MAX_CONTENT_BYTES)
      throw new Refusal('max_content', `The pages hold more than ${MAX_CONTENT_BYTES} bytes of drawing instructions.`);
  }
}

function unpackedBytes(stream: PdfObject | null): number {
  if (!(stream instanceof PdfStream)) throw damaged();
  try {
    return stream.getDecodedData().length;
  } catch {
    throw damaged();
  }
}

function contentsOf(pdf: PDF, contents: PdfObject | null): (PdfObject | null)[] {
  if (contents === null) return [];
  const object = contents instanceof PdfRef ? pdf.getObject(contents) : contents;
  return object instanceof PdfArray
    ? [...object].map((one) => (one instanceof PdfRef ? pdf.getObject(one) : one))
    : [object];
}

/** The first name in the document that makes it do something. */
function activeName(pdf: PDF): string | null {
  for (const object of pdfObjects(pdf))
    if (object instanceof PdfName && ACTIVE_NAMES.has(object.value)) return `/${object.value}`;
  return null;
}
