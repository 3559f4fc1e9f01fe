import { strToU8, Zip, ZipDeflate } from 'fflate';
import { workbookParts } from './a-workbook.ts';

/** An XLSX file of a sheet and more parts, packed while they are made: none of them is ever held as a whole. */
export function* streamWorkbook(
  sheet: Iterable<string>,
  more: Record<string, Iterable<Uint8Array>> = {},
): Generator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    packed.push(chunk);
  });
  const small = Object.entries(workbookParts({})).filter(([name]) => !name.endsWith('sheet1.xml'));
  const parts: [string, Iterable<string | Uint8Array>][] = [
    ...small.map(([name, content]): [string, Iterable<string | Uint8Array>] => [name, [content as string]]),
    ['xl/worksheets/sheet1.xml', sheet],
    ...Object.entries(more),
  ];
  for (const [name, pieces] of parts) {
    const part = new ZipDeflate(name, { level: 1 });
    zip.add(part);
    for (const piece of pieces) {
      part.push(typeof piece === 'string' ? strToU8(piece) : piece);
      yield* packed.splice(0);
    }
    part.push(new Uint8Array(0), true);
    yield* packed.splice(0);
  }
  zip.end();
  yield* packed.splice(0);
}
