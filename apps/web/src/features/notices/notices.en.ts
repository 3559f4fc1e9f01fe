import type { Translated } from '../../i18n/translated.ts';
import type zh from './notices.zh.ts';

export default {
  title: 'Notices',
  version: 'Programme version {{n}}',
  nothing: 'No changes.',
  change: {
    added: 'New',
    dropped: 'Cancelled',
    moved: 'Moved',
    'running-order': 'New running order',
    title: 'New title',
  },
  calendar: 'Calendar subscriptions',
  calendarLead:
    'Subscribe to the programme in your calendar; changes arrive automatically. An address is shown once and ' +
    'can be revoked.',
  scopeLabel: 'What to include',
  scope: {
    mine: 'My sessions',
    edition: 'All sessions',
    track: 'One track',
    room: 'One room',
  },
  createFeed: 'Create address',
  address: 'Subscription address',
  addressHint: 'Paste it under “Subscribe” in your calendar app. Do not share it.',
  revoke: 'Revoke',
} satisfies Translated<typeof zh>;
