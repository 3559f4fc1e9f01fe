import { z } from 'zod';

/** A zone of the IANA database by any of its names, such as Asia/Kolkata, US/Eastern or UTC; offsets have no name. */
export const TimeZone = z.string().max(60).refine(isTimeZone, 'must be an IANA time zone');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[a-z]/i.test(name);
  } catch {
    return false;
  }
}
