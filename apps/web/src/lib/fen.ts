/** Fen of an amount typed in yuan with at most two decimals; NaN for anything else. */
export function fenOf(text: string): number {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[,，\s]/g, ''));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : NaN;
}
