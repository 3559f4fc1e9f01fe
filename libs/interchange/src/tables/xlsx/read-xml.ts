import { SaxesParser } from 'saxes';
import { beyond, TableError } from '../table-error.ts';

const DEEPEST = 40;

export type Attributes = Record<string, string>;

export interface XmlHandlers {
  /** Names come without their prefix. */
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads an XML part of a workbook as it streams in; nothing but the open elements is held.
 * @throws TableError `table` when it is not well formed, `xml_doctype`, `xml_depth`
 */
export async function readXml(chunks: AsyncIterable<Buffer>, part: string, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new TableError(
      'xml_doctype',
      `A workbook declares no document type or entities, but its part ${part} does.`,
      { at: part },
    );
  });
  parser.on('error', (error) => {
    throw new TableError('table', `The file is damaged: its part ${part} is not well-formed XML (${error.message}).`, {
      at: part,
    });
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > DEEPEST) throw beyond('xml_depth', 'elements inside each other', DEEPEST, part);
    handlers.open?.(local(name), attributes);
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handlers.close?.(local(name));
  });
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      parser.write(decoder.decode(chunk, { stream: true }));
    }
    parser.write(decoder?.decode() ?? '').close();
  } catch (error) {
    if (error instanceof TypeError)
      throw new TableError('table', `The file is damaged: its part ${part} is not text.`, { at: part });
    throw error;
  }
}

/** An attribute whatever its prefix. */
export const attribute = (attributes: Attributes, name: string): string | undefined =>
  attributes[name] ?? Object.entries(attributes).find(([key]) => local(key) === name)?.[1];

const local = (name: string) => name.slice(name.indexOf(':') + 1);

function encodingOf(first: Buffer): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8';
}
