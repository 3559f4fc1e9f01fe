import type { Namespace } from './i18n/texts.ts';

/** The texts that every page needs. */
export const AT_ONCE: readonly Namespace[] = ['common', 'shell'];

/** One address of the web app. Plain data: the build reads it as well, to know what each page needs at once. */
export interface Route {
  path: string;
  /** The page's module, below features/. */
  page: string;
  /** The texts that the page shows, beside those of every page. */
  texts: Namespace[];
  /**
   * What the page asks of the API for its first view, to the letter, when its address has no query; `:id` is that of
   * the path.
   */
  asks?: string[];
  /** Without header and navigation. */
  bare?: true;
  /** Live, or for work: without what stands at the foot of other pages. */
  work?: true;
}

export const routes: Route[] = [
  { path: '/', page: 'home/home-page', texts: ['home'], asks: ['/api/home', '/api/replays?limit=3'] },
  { path: '/wall', page: 'wall/wall-page', texts: ['wall'], asks: ['/api/wall'], bare: true },
  {
    path: '/record/:id',
    page: 'session/record-page',
    texts: ['booking', 'interest', 'session'],
    bare: true,
  },
  { path: '/programme', page: 'programme/programme-page', texts: ['programme'], asks: ['/api/programme'] },
  {
    path: '/sessions/:id',
    page: 'session/session-page',
    texts: ['booking', 'interest', 'session'],
    asks: ['/api/sessions/:id', '/api/sessions/:id/stage'],
    work: true,
  },
  { path: '/sessions/:id/check-in/:code', page: 'session/hall/hall-check-in-page', texts: ['session'] },
  { path: '/sessions/:id/hall', page: 'session/hall/hall-page', texts: ['session'], work: true },
  { path: '/replays', page: 'replay/replays-page', texts: ['replay'], asks: ['/api/replays'] },
  {
    path: '/sessions/:id/replay',
    page: 'replay/replay-page',
    texts: ['replay'],
    asks: ['/api/sessions/:id', '/api/sessions/:id/stage', '/api/sessions/:id/replay'],
  },
  { path: '/check', page: 'session/check/check-page', texts: ['check'], work: true },
  {
    path: '/control',
    page: 'session/console/control-room-page',
    texts: ['booking', 'console', 'interest', 'session'],
    work: true,
  },
  { path: '/projects', page: 'projects/projects-page', texts: ['projects'], asks: ['/api/projects'] },
  {
    path: '/projects/:id',
    page: 'projects/project-page',
    texts: ['booking', 'interest', 'projects'],
    asks: ['/api/projects/:id'],
  },
  { path: '/sign-in', page: 'accounts/sign-in-page', texts: ['accounts'] },
  {
    path: '/mine',
    page: 'mine/mine-page',
    texts: ['agreements', 'booking', 'meetings', 'mine', 'notices', 'selection'],
  },
  {
    path: '/negotiations/:id',
    page: 'negotiation/negotiation-page',
    texts: ['agreements', 'booking', 'meetings', 'negotiation'],
    work: true,
  },
  { path: '/notices', page: 'notices/notices-page', texts: ['notices'] },
  { path: '/help', page: 'help/help-page', texts: ['help'] },
  { path: '/privacy', page: 'privacy/privacy-page', texts: ['privacy'] },
  { path: '/prepare', page: 'prepare/editions/editions-page', texts: ['prepare'] },
  { path: '/prepare/:edition', page: 'prepare/workspace-page', texts: ['notices', 'prepare'], work: true },
  { path: '/prepare/:edition/setup', page: 'prepare/editions/setup-page', texts: ['prepare'], work: true },
  { path: '/prepare/:edition/selection', page: 'selection/selection-page', texts: ['selection'], work: true },
  { path: '/submit', page: 'selection/submission/submit-page', texts: ['selection'] },
  { path: '/desk', page: 'desk/desk-page', texts: ['agreements', 'desk'], work: true },
  { path: '/desk/ceremony', page: 'desk/ceremony-page', texts: ['desk'], work: true },
  { path: '/desk/tables', page: 'meetings/tables-page', texts: ['desk', 'meetings'], work: true },
  { path: '/desk/register', page: 'desk/register-page', texts: ['desk'], work: true },
  { path: '/check-in/:token', page: 'meetings/check-in-page', texts: ['meetings'] },
  { path: '/agreements/:id', page: 'agreements/agreement-page', texts: ['agreements'] },
  { path: '/verify', page: 'verify/verify-page', texts: ['verify'] },
  { path: '/verify/:number', page: 'verify/verify-page', texts: ['verify'] },
  { path: '*', page: 'shell/not-found-page', texts: [] },
];
