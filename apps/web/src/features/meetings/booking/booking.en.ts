import type { Translated } from '../../../i18n/translated.ts';
import type zh from './booking.zh.ts';

export default {
  mustSee: 'Must-see',
  mustSeeHint: 'No meetings will be booked during this session',
  onSite: 'At a table',
  place: 'Place',
  time: 'Time {{n}}',
  timeHint: 'In your device’s time zone. Leave all empty for any time.',
  addTime: 'Add another time',
  note: 'What you would like to discuss',
  ask: 'Send request',
} satisfies Translated<typeof zh>;
