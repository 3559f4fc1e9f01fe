/** Addresses for whoever watches a node, by their first part. */
const PROBES = ['healthz', 'readyz', 'metrics'];
/** What other programs ask for lies beside the API, at addresses of its own. */
const FOR_PROGRAMS = ['export', 'calendars'];
const PROBE = new RegExp(`^/(${PROBES.join('|')})$`);
const BESIDE_THE_API = new RegExp(`^/(${[...PROBES, ...FOR_PROGRAMS.map((path) => `${path}/`)].join('|')})`);

/** Routes that people and programs ask for what is kept. */
export const ROUTES = new RegExp(`^/(api|${FOR_PROGRAMS.join('|')})/`);
export const isProbe = (path: string) => PROBE.test(path);
export const isBesideTheApi = (path: string) => BESIDE_THE_API.test(path);
/** Patterns of the addresses that are not below /api, as NestJS writes them. */
export const WITHOUT_PREFIX = [...PROBES, ...FOR_PROGRAMS.map((path) => `${path}/{*path}`)];
