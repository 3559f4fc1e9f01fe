import { PDF, PdfName, PdfNumber, PdfRef, PdfStream } from '@libpdf/core';
import { pdfObjects } from '../../platform/sandbox/pdf-objects.ts';
import { Refusal } from '../../platform/sandbox/refusal.ts';

/** Of one picture in a deck; an 8K screen has 33 million. */
const MAX_PIXELS = 50_000_000;

/**
 * Looks at the size that each picture of a PDF says it has, before anything is unpacked. What cannot be looked at is
 * left to the limits of the process that draws it.
 * @throws Refusal `max_pixels`
 */
export async function assertPictureSizes(bytes: Uint8Array): Promise<void> {
  const pdf = await PDF.load(new Uint8Array(bytes)).catch(() => null);
  if (!pdf || (pdf.isEncrypted && !pdf.isAuthenticated)) return;
  for (const object of pdfObjects(pdf)) {
    if (!(object instanceof PdfStream) || !isPicture(object)) continue;
    const [width, height] = [side(pdf, object, 'Width'), side(pdf, object, 'Height')];
    if (width * height <= MAX_PIXELS) continue;
    throw new Refusal(
      'max_pixels',
      `A picture in the deck has ${width} × ${height} pixels; ${MAX_PIXELS / 1_000_000} million at most. ` +
        'Export the deck with smaller pictures.',
    );
  }
}

function isPicture(stream: PdfStream): boolean {
  const kind = stream.get('Subtype');
  return kind instanceof PdfName && kind.value === 'Image';
}

function side(pdf: PDF, picture: PdfStream, name: string): number {
  const value = picture.get(name);
  const number = value instanceof PdfRef ? pdf.getObject(value) : value;
  return number instanceof PdfNumber ? number.value : 0;
}
