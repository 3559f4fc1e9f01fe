import type { Translated } from '../../i18n/translated.ts';
import type zh from './notices.zh.ts';

export default {
  all: 'See all notices',
  none: 'No notices. News of your meetings, agreements and the programme will appear here.',
  onlySignedIn: 'Notices are shown only to the person they are for.',
  unread: 'Unread',
  readAll: 'Mark all as read',
  dismiss: 'Dismiss: {{title}}',
  act: {
    answer: 'Reply',
    enter: 'Join the meeting',
    propose: 'Propose a time',
    review: 'Review',
    sign: 'Sign',
    confirm: 'Confirm',
    view: 'View',
  },
  version: 'The programme has changed (version {{n}})',
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
