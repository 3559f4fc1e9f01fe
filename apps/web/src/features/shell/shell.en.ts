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
    mine: 'My page',
    prepare: 'Planning',
    signOut: 'Sign out',
    menu: 'Main navigation',
    language: '中文',
    theme: 'Switch between light and dark',
    skip: 'Skip to content',
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
    view: 'View',
    enter: 'Enter',
    programme: 'The programme has changed: {{title}}',
  },
} satisfies Translated<typeof zh>;
