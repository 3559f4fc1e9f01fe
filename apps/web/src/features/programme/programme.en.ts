import type { Translated } from '../../i18n/translated.ts';
import type zh from './programme.zh.ts';

export default {
  byRoom: 'By room',
  list: 'List',
  empty: 'No sessions match on this day.',
  clear: 'Clear filters',
  view: 'View',
  now: 'now',
  over_one: '{{count}} session has ended',
  over_other: '{{count}} sessions have ended',
  exports: 'Export the programme',
  sheets: 'Door signs (PDF)',
} satisfies Translated<typeof zh>;
