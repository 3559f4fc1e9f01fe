const HALF_A_YEAR_MS = 183 * 24 * 60 * 60_000;

/** Whether clocks of two zones show the same now and in the other half of the year, whatever the zones are called. */
export function sameClock(one: string, other: string, now = Date.now()): boolean {
  return [now, now + HALF_A_YEAR_MS].every((at) => offsetOf(one, at) === offsetOf(other, at));
}

/** Such as GMT+08:00. */
const offsetOf = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
