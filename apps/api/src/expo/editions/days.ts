/** Calendar days of the edition, first to last, YYYY-MM-DD in its own zone. */
export function daysOf({ startsOn, dayCount }: { startsOn: string; dayCount: number }): string[] {
  const first = Date.parse(`${startsOn}T00:00:00Z`);
  return Array.from({ length: dayCount }, (_, index) =>
    new Date(first + index * 86_400_000).toISOString().slice(0, 10),
  );
}

/** Today's calendar day in a zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, instant = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  );
}
