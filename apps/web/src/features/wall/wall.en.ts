import type { Translated } from '../../i18n/translated.ts';
import type zh from './wall.zh.ts';

export default {
  count_one: 'agreement',
  count_other: 'agreements',
  amount: 'Total amount (disclosed)',
  newest: 'Latest',
  empty: 'The first registered agreement will appear here.',
  schematic: 'Schematic: outline and positions are approximate',
  byCity: 'By city',
  byTrack: 'By track',
  byHour: 'By hour today',
  onStage: 'Signing {{position}} of {{of}}',
  soon: 'The signing ceremony is about to start',
} satisfies Translated<typeof zh>;
