import type { Translated } from '../../i18n/translated.ts';
import type zh from './home.zh.ts';

export default {
  now: 'Happening now',
  nothingLive: 'No session is live right now.',
  nextStart: 'The next one starts at {{time}}',
  next: 'Coming up',
  figures: 'This edition in figures',
  sessions: 'Sessions',
  agreements: 'Agreements signed',
  amount: 'Total amount agreed',
  searchHint: 'A technology, field or city, such as “battery” or “vanadium”',
  programmeLink: 'Full programme',
  headline: 'A stage that never goes dark',
  sub: 'Three days, 101 pitch sessions, on site and online at once.',
} satisfies Translated<typeof zh>;
