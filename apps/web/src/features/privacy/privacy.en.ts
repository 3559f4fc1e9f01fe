import type { Translated } from '../../i18n/translated.ts';
import type zh from './privacy.zh.ts';

export default {
  lead: 'What this platform actually keeps, why, and for how long.',
  leadOf: 'This platform is run for {{name}}. Here is what it actually keeps, why, and for how long.',
  cookiesTitle: 'On your device',
  cookiesLead:
    'There are no advertising, analytics or third-party cookies; fonts, icons and scripts all come from this site.',
  cookies: {
    session: {
      name: 'Sign-in cookie',
      what: 'Set when you sign in; it expires after 12 hours without use and is deleted when you sign out.',
    },
    guest: {
      name: 'Guest cookie',
      what: 'A random number for watching without an account; it expires after 6 hours and is not stored by us.',
    },
    device: {
      name: 'Device cookie',
      what:
        'Set after a successful sign-in and kept for 180 days. It tells that this browser has used the account ' +
        'before, so that somebody guessing your password does not lock you out.',
    },
    local: {
      name: 'Browser storage',
      what:
        'Your language, appearance and the place where you stopped a replay; at the deal desk also agreements that ' +
        'wait on that device for the network.',
    },
  },
  keptTitle: 'On our servers',
  kept: {
    account: {
      name: 'Account and sign-in',
      what:
        'Your name, e-mail address, organisation, roles and language, and a hash of your password; for each sign-in ' +
        'its time, network address and browser.',
    },
    live: {
      name: 'Live sessions, questions and chat',
      what:
        'Where a session says that it is recorded, its picture, sound, questions and chat become a replay that stays ' +
        'open all year. Anonymous questions do not show your name to the audience. When signed-in viewers enter and ' +
        'leave the live room is recorded to count attendance; guests have a random number only.',
    },
    talks: {
      name: 'Meetings and negotiation rooms',
      what:
        'Interests, times, term sheets, files and written messages, visible to the two sides alone. Sound and ' +
        'picture of a negotiation room are not recorded and are end-to-end encrypted where the browser supports it.',
    },
    agreements: {
      name: 'Agreements and signatures',
      what:
        'All versions of an agreement, who reviewed and signed it and when, with the network address and browser of ' +
        'each signature, are kept as evidence. Once registered, an entry of the append-only ledger cannot be deleted.',
    },
    calendar: {
      name: 'Calendar addresses',
      what:
        'We keep only a hash of the secret in an address, which is why it is shown once; revoked, it stops working ' +
        'at once.',
    },
    letters: {
      name: 'E-mail',
      what: 'News of your meetings goes to your e-mail address if the organiser has set up a mail server.',
    },
    audit: {
      name: 'Audit log',
      what: 'Who changed what and when, to look into errors and disputes.',
    },
  },
  shownTitle: 'Who can see it',
  shown: {
    public:
      'Everybody: the programme, projects, presenters’ names and organisations, replays, and agreements as far as ' +
      'their parties have not asked for discretion.',
    parties:
      'The two sides alone: negotiations, and agreements before registration. Not even organizers or administrators ' +
      'can enter a negotiation room.',
    team: 'Organizers and deal desk: the submissions, attendance and registrations that their work needs.',
    media:
      'When you join with sound and picture, your browser talks to the media server and the STUN servers it names; ' +
      'they see your network address.',
    others: 'We do not sell data or pass it on for advertising.',
  },
  yoursTitle: 'What you can do',
  yours:
    'You may ask to see, correct or delete data about you. Registered agreements and the ledger cannot be deleted, ' +
    'as that is what they are for.',
  contact: 'Contact the organiser:',
} satisfies Translated<typeof zh>;
