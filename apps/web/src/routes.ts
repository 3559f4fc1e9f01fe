/** One address of the web app. Plain data: the build reads it as well, to know what each page needs at once. */
export interface Route {
  path: string;
  /** The page's module, below features/. */
  page: string;
  /** What the page asks of the API for its first view, to the letter, when its address has no query; `:id` is that of the path. */
  asks?: string[];
  /** Without header and navigation. */
  bare?: true;
}

export const routes: Route[] = [
  { path: '/', page: 'home/home-page', asks: ['/api/home', '/api/replays?limit=3'] },
  { path: '/wall', page: 'wall/wall-page', asks: ['/api/wall'], bare: true },
  { path: '/record/:id', page: 'session/record-page', bare: true },
  { path: '/programme', page: 'programme/programme-page', asks: ['/api/programme'] },
  {
    path: '/sessions/:id',
    page: 'session/session-page',
    asks: ['/api/sessions/:id', '/api/sessions/:id/stage'],
  },
  { path: '/sessions/:id/arrive/:code', page: 'session/arrive-page' },
  { path: '/sessions/:id/hall', page: 'session/hall-page' },
  { path: '/replays', page: 'replay/replays-page', asks: ['/api/replays'] },
  {
    path: '/sessions/:id/replay',
    page: 'replay/replay-page',
    asks: ['/api/sessions/:id', '/api/sessions/:id/stage', '/api/sessions/:id/replay'],
  },
  { path: '/check', page: 'session/check/check-page' },
  { path: '/control', page: 'session/console/control-room-page' },
  { path: '/projects', page: 'projects/projects-page', asks: ['/api/projects'] },
  { path: '/projects/:id', page: 'projects/project-page', asks: ['/api/projects/:id'] },
  { path: '/sign-in', page: 'accounts/sign-in-page' },
  { path: '/mine', page: 'mine/mine-page' },
  { path: '/negotiations/:id', page: 'negotiation/negotiation-page' },
  { path: '/prepare', page: 'prepare/editions-page' },
  { path: '/prepare/:edition', page: 'prepare/workspace-page' },
  { path: '/prepare/:edition/setup', page: 'prepare/setup-page' },
  { path: '/prepare/:edition/selection', page: 'selection/selection-page' },
  { path: '/submit', page: 'selection/submit-page' },
  { path: '/desk', page: 'desk/desk-page' },
  { path: '/desk/ceremony', page: 'desk/ceremony-page' },
  { path: '/desk/tables', page: 'meetings/tables-page' },
  { path: '/desk/register', page: 'desk/register-page' },
  { path: '/check-in/:token', page: 'meetings/check-in-page' },
  { path: '/agreements/:id', page: 'agreements/agreement-page' },
  { path: '/verify', page: 'verify/verify-page' },
  { path: '/verify/:number', page: 'verify/verify-page' },
  { path: '*', page: 'shell/not-found-page' },
];
