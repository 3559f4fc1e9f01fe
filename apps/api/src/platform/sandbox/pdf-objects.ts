import { PdfArray, PdfDict, PdfRef, type PDF, type PdfObject } from '@libpdf/core';

/**
 * Everything that can be reached from a PDF's catalogue, names of entries included, breadth first; each object once.
 */
export function* pdfObjects(pdf: PDF): Generator<PdfObject> {
  const queue: (PdfObject | null)[] = [pdf.getCatalog()];
  const seen = new Set<string>();
  for (let at = 0; at < queue.length; at += 1) {
    const object = queue[at] ?? null;
    queue[at] = null;
    if (object instanceof PdfRef) {
      const key = `${object.objectNumber} ${object.generation}`;
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(pdf.getObject(object));
    } else if (object) {
      yield object;
      if (object instanceof PdfArray) for (const one of object) queue.push(one);
      if (object instanceof PdfDict) for (const [name, value] of object) queue.push(name, value);
    }
  }
}
