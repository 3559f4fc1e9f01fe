/** Built-in number formats that show a date or time (ECMA-376 part 1, 18.8.30), East Asian ones included. */
const BUILT_IN: [number, number][] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Whether a number format shows a date; `code` is that of a format of the workbook's own. */
export function showsDate(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.some(([from, to]) => id >= from && id <= to);
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return !/^general$/i.test(bare) && /[ymdhs]/i.test(bare);
}

const DAY_MS = 86_400_000;
/** Days from 1899-12-30, where serial numbers begin, to 1970-01-01. */
const EPOCH_DAYS = 25_569;
/** Days by which workbooks that count from 1904 are behind. */
const DAYS_1904 = 1_462;

/** The date of a serial number; null when no calendar has it. */
export function dateOf(serial: number, from1904: boolean): Date | null {
  const days = serial + (from1904 ? DAYS_1904 : 0);
  // Lotus took 1900 for a leap year, and Excel followed: before March serial numbers are a day behind.
  const date = new Date(Math.round((days + (days >= 1 && days < 60 ? 1 : 0) - EPOCH_DAYS) * DAY_MS));
  return serial >= 0 && days < 2_958_466 ? date : null;
}
