import type { Translated } from '../../i18n/translated.ts';
import type zh from './projects.zh.ts';

export default {
  organisation: 'Organisation',
  empty: 'No projects match.',
  count_one: '{{count, number}} project',
  count_other: '{{count, number}} projects',
  summary: 'About the project',
  seeks: 'Looking for',
  amount: 'Amount sought',
  pitchAt: 'Pitch',
  notPlaced: 'Not scheduled yet',
} satisfies Translated<typeof zh>;
