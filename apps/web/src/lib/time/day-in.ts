/** The calendar day of an instant in a zone, yyyy-mm-dd. */
export function dayIn(timeZone: string, instant: string | Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  );
}
