/** The rows of a page, and the cursor that the next page is asked for with; null on the last. */
export interface PageOfRows<Row> {
  rows: Row[];
  nextCursor: string | null;
}

/**
 * A page of rows that follow each other by a key.
 * @param found one row more than `limit` where there are more
 * @param cursorOf a page's last row is what the next one comes after
 */
export function pageOf<Row>(found: Row[], limit: number, cursorOf: (last: Row) => string): PageOfRows<Row> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null };
}

/**
 * The cursor after a page of rows that are counted from the first, whose order may change between two pages.
 * @param end how many rows there are up to the end of this page
 */
export const cursorAfter = (end: number, total: number): string | null => (end < total ? String(end) : null);
