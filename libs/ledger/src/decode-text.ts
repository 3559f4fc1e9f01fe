/**
 * The text of a file of JSON that another program may have saved anew: in UTF-8 or UTF-16, with a byte order mark or
 * without. JSON begins with an ASCII character, whose zero byte tells the order (RFC 4627, 3).
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const little = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const big = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  return new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8').decode(bytes);
}
