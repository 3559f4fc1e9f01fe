import { matchPath } from 'react-router';
import { routes, type Route } from './routes.ts';

/** The route of an address; for one that is not there, that of the page which says so. */
export const routeAt = (pathname: string, all: readonly Route[] = routes): Route | undefined =>
  all.find(({ path }) => matchPath(path, pathname));
