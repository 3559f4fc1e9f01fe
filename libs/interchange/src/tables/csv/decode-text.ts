import { analyse } from 'chardet';
import { TableError } from '../table-error.ts';

/**
 * Encodings that tables come in beside Unicode's, by chardet's names; the first is taken when it is nearly as likely
 * as another.
 */
const OTHERS: Record<string, string> = {
  GB18030: 'gb18030',
  Big5: 'big5',
  Shift_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'EUC-KR': 'euc-kr',
  'windows-1252': 'windows-1252',
  'ISO-8859-1': 'windows-1252',
};
const SAMPLE_BYTES = 64 * 1024;
/** Points of a hundred by which another encoding must be likelier than that of mainland China. */
const CLEARLY = 30;

/**
 * Text of a file in UTF-8 or UTF-16, with or without a byte order mark, in GBK or GB18030, or in another encoding where
 * it is clearly that.
 * @throws TableError `encoding`
 */
export function decodeText(bytes: Buffer): string {
  for (const encoding of candidates(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  throw new TableError('encoding', 'The file is neither XLSX nor text in UTF-8, UTF-16 or GB18030.');
}

function* candidates(bytes: Buffer): Generator<string> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return yield 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return yield 'utf-16be';
  yield 'utf-8';
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const wide = wideEncoding(sample);
  if (wide) return yield wide;
  const found = analyse(sample).filter(({ name }) => name in OTHERS);
  const likelihood = (name: string) => found.find((match) => match.name === name)?.confidence ?? 0;
  const best = found.toSorted((one, other) => other.confidence - one.confidence)[0];
  if (best && best.confidence >= likelihood('GB18030') + CLEARLY) yield OTHERS[best.name] as string;
  yield 'gb18030';
}

/** UTF-16 without a mark: separators and line ends are of ASCII, so their zeros all stand on one side. */
function wideEncoding(bytes: Buffer): string | null {
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  const [even, odd] = zeros as [number, number];
  if (odd > 10 * even) return 'utf-16le';
  return even > 10 * odd ? 'utf-16be' : null;
}
