/** For whoever watches a node. */
const PROBES = ['healthz', 'readyz', 'metrics'];
/** What other programs ask for, at addresses of its own. */
const FOR_PROGRAMS = ['export', 'calendars'];
const PROBE = new RegExp(`^/(${PROBES.join('|')})$`);
const DATA = new RegExp(`^/(api|${FOR_PROGRAMS.join('|')})/`);

/** The addresses that are not below /api, as patterns of NestJS. */
export const BESIDE_THE_API = [...PROBES, ...FOR_PROGRAMS.map((path) => `${path}/{*path}`)];

/** All of these take a path without its query. */
export const isProbe = (path: string): boolean => PROBE.test(path);
/** Whether it is answered by a context, rather than by a probe or from the web app's files. */
export const isForData = (path: string): boolean => DATA.test(path);
export const isBesideTheApi = (path: string): boolean =>
  isProbe(path) || (isForData(path) && !path.startsWith('/api/'));
