import { routeAt } from '../../route-at.ts';

/** What there is to know of each page, by its route. */
const topics = {
  '/': 'home',
  '/wall': 'wall',
  '/record/:id': 'record',
  '/programme': 'programme',
  '/sessions/:id': 'session',
  '/sessions/:id/check-in/:code': 'hallCheckIn',
  '/sessions/:id/hall': 'hall',
  '/replays': 'replays',
  '/sessions/:id/replay': 'replay',
  '/check': 'check',
  '/control': 'control',
  '/projects': 'projects',
  '/projects/:id': 'project',
  '/sign-in': 'signIn',
  '/mine': 'mine',
  '/negotiations/:id': 'negotiation',
  '/notices': 'notices',
  '/help': 'help',
  '/privacy': 'privacy',
  '/prepare': 'editions',
  '/prepare/:edition': 'workspace',
  '/prepare/:edition/setup': 'setup',
  '/prepare/:edition/selection': 'selection',
  '/submit': 'submit',
  '/desk': 'desk',
  '/desk/ceremony': 'ceremony',
  '/desk/tables': 'tables',
  '/desk/register': 'register',
  '/check-in/:token': 'checkIn',
  '/agreements/:id': 'agreement',
  '/verify': 'verify',
  '/verify/:number': 'verify',
  '*': 'missing',
} as const;

export type Topic = (typeof topics)[keyof typeof topics];

/** The topic of a route; undefined where nobody has written one. */
export const topicOf = (path: string): Topic | undefined => (topics as Record<string, Topic>)[path];

/** The topic of the page at an address. */
export const topicAt = (pathname: string): Topic => topicOf(routeAt(pathname)?.path ?? '*') ?? 'missing';

/** The keys of a page that has some, the same in both languages. */
export const keysOfTopic = {
  session: ['N', 'H', 'E', 'Z', '← →'],
  workspace: ['← ↑ → ↓', 'Enter', 'Esc', 'Delete', 'L', 'PageUp PageDown', 'Ctrl Z', 'Ctrl Shift Z'],
  negotiation: ['Ctrl Z', 'Ctrl Shift Z'],
} as const;

/** Topics by whom they are for, in the order of the page that lists them all. */
export const chapters = {
  everybody: ['home', 'programme', 'session', 'projects', 'project', 'replays', 'replay', 'verify', 'signIn', 'mine'],
  owner: ['submit', 'check', 'negotiation', 'agreement', 'checkIn', 'notices'],
  organizer: ['editions', 'setup', 'selection', 'workspace', 'control', 'hall'],
  staff: ['desk', 'register', 'tables', 'ceremony', 'wall'],
} as const satisfies Record<string, Topic[]>;
