import { z } from 'zod';
import { broken, rule } from '../problems/rule.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const FIRST = Date.UTC(FIRST_YEAR, 0, 1);
const LAST = Date.UTC(LAST_YEAR + 1, 0, 1) - 1;

const isWithinYears = (written: string) => Date.parse(written) >= FIRST && Date.parse(written) <= LAST;
const years = { abort: true, ...broken('years') };

/** An instant, ISO 8601 with its zone, in the years 1900 to 2199; kept and answered in UTC. */
export const Instant = z.iso
  .datetime({ offset: true, abort: true })
  .refine(isWithinYears, years)
  .overwrite((written) => new Date(written).toISOString());

/** A calendar day in the edition's own time zone, YYYY-MM-DD, in the years 1900 to 2199. */
export const Day = z.iso.date({ abort: true }).refine(isWithinYears, years);

/** A clock's time, HH:mm. */
export const ClockTime = z.iso.time({ precision: -1 });

/** A zone's name in the IANA database, aliases included, such as Asia/Shanghai. */
export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+/-]*$/, { abort: true, error: rule('time_zone') })
  .refine(isZone, broken('time_zone'));

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
