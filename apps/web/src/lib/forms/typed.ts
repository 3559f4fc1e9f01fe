/** A whole or decimal number as typed; undefined where nothing is, NaN for what is none. */
export const numberOf = (typed: string): number | undefined => (typed.trim() === '' ? undefined : Number(typed));

/** The same, with null where nothing is typed and nothing need be. */
export const numberOrNull = (typed: string): number | null => numberOf(typed) ?? null;

/** A number as it is typed. */
export const typedNumber = (value: number | null | undefined): string => String(value ?? '');

/** The instant, in UTC, of what a datetime-local field holds in the device's zone; undefined where that is none. */
export function instantOf(typed: string): string | undefined {
  const at = Date.parse(typed);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
