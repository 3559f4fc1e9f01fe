import type { Translated } from '../../i18n/translated.ts';
import type zh from './shell.zh.ts';

export default {
  signedOut: {
    title: 'You are signed out',
    hint:
      'You may have signed out on another page, or your sign-in has expired. What you have typed here is kept ' +
      'until you leave this page.',
    again: 'Sign in again',
  },
  demoBanner: 'Demo data: the people, organisations, projects and agreements are fictitious.',
  nav: {
    prepare: 'Planning',
    replays: 'Replays',
    verify: 'Verify an agreement',
    more: 'More',
    signOut: 'Sign out',
    menu: 'Main navigation',
    language: '中文',
    skip: 'Skip to content',
  },
  own: {
    menu: 'My account: {{name}}',
    settings: 'Display settings',
    language: 'Page language',
    theme: 'Appearance',
  },
  theme: {
    system: 'Same as device',
    light: 'Light',
    dark: 'Dark',
  },
  bell: {
    withUnread_one: 'Notices, {{count}} unread',
    withUnread_other: 'Notices, {{count}} unread',
    unread_one: '{{count}} unread notice',
    unread_other: '{{count}} unread notices',
  },
  help: 'About this page',
  footer: {
    links: 'Footer',
    organiser: 'Hosted by',
    phone: 'Tel.',
  },
  close: 'Close',
  offline: 'Connection lost, reconnecting. What you see may be out of date.',
  away: 'Temporarily unavailable. Retrying automatically.',
  socket: {
    slowed: 'You are going too fast. Please slow down; whatever did not get through will be sent again.',
    flooding: 'Too many requests: the live connection is paused and will resume automatically.',
    tooManyPages:
      'Too many pages are open, so this one is not connected. Close some of the others and it will connect ' +
      'automatically.',
    notLoaded: 'The live connection could not be loaded, retrying. If this stays, please reload the page.',
  },
  notFound: 'Page not found',
  notFoundHint: 'The address may have changed.',
  toHome: 'Back to home page',
  toast: {
    notNow: 'Not now',
    interest: '{{name}} is interested in “{{title}}”',
    meeting: 'The negotiation room for “{{title}}” is open',
    enter: 'Enter',
    programme: 'The programme has changed: {{title}}',
  },
} satisfies Translated<typeof zh>;
