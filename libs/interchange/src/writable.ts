/** What XML 1.0 (section 2.2) has no way to write, and iCalendar (RFC 5545, section 3.1) no place for. */
const UNWRITABLE = /[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff]/gu;

/** A text without what no format of ours can hold; lines end in line feeds. */
export const writable = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(UNWRITABLE, '');

/** The same of every text in plain data. */
export function writableIn<T>(value: T): T {
  if (typeof value === 'string') return writable(value) as T;
  if (Array.isArray(value)) return value.map(writableIn) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, writableIn<unknown>(one)])) as T;
}
