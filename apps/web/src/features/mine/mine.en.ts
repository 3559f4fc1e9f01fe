import type { Translated } from '../../i18n/translated.ts';
import type zh from './mine.zh.ts';

export default {
  reasons: {
    'during-pitch': 'interested during the pitch',
    note: 'left a note',
    'met-before': 'met before',
    'same-city': 'same city',
    funds: 'seeking funding',
    recent: 'recent',
  },
  empty: 'No interest expressed yet.',
  emptyOwner: 'When an investor presses “Interested · Let’s meet” during your pitch, it appears here.',
  emptyInvestor: 'Press “Interested · Let’s meet” during a pitch and it appears here.',
  emptyOther:
    'Only investors can express interest and request meetings. You can watch live, ask questions, and see ' +
    'replays all year.',
  from: '{{name}} is interested in your project',
  to: 'You are interested in this project',
  during: 'during the pitch',
  open: 'Start meeting',
} satisfies Translated<typeof zh>;
