import { tzlib_get_ical_block } from 'timezones-ical-library';

/** The database's names of universal time. */
const UNIVERSAL = ['Etc/UTC', 'Etc/UCT', 'Etc/GMT'];

/** A zone's VTIMEZONE component; none for UTC, whose times carry a Z instead (RFC 5545, 3.3.5). */
export const zoneBlock = (timeZone: string): string | null => tzlib_get_ical_block(timeZone)[0] || null;

/**
 * The one name of a zone in the IANA database, whichever name it is given by: Asia/Kolkata for Asia/Calcutta,
 * America/New_York for US/Eastern, UTC for Etc/UTC.
 * @throws RangeError for what is no zone
 */
export function ianaZone(name: string): string {
  const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  const found = /^TZID:(.+?)\r?$/m.exec(zoneBlock(known) ?? '')?.[1] ?? known;
  return UNIVERSAL.includes(found) ? 'UTC' : found;
}
