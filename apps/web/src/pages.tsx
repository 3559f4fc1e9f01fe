import { lazy, type ComponentType } from 'react';
import { withTexts } from './i18n/index.ts';
import { PageUnavailable } from './lib/page-unavailable.ts';
import { routeAt } from './route-at.ts';
import { routes, type Route } from './routes.ts';

/** What only whoever works on the product sees is no part of what is built. */
const development: Route[] = import.meta.env.DEV
  ? [{ path: '/styles', page: 'styles/styles-page', texts: ['styles'] }]
  : [];
const modules = {
  ...import.meta.glob<ComponentType>(['./features/**/*-page.tsx', '!./features/styles/**'], { import: 'default' }),
  ...(import.meta.env.DEV
    ? import.meta.glob<ComponentType>('./features/styles/*-page.tsx', { import: 'default' })
    : undefined),
};

/**
 * Every route with its page. That of the address is loaded with its texts before anything is drawn, so that the first
 * view needs no placeholder for them; the others come when they are gone to, and so does that one where it cannot be
 * fetched: what shows pages says so then.
 */
export async function loadPages(pathname: string): Promise<[Route, ComponentType][]> {
  const all = [...development, ...routes];
  const first = routeAt(pathname, all);
  const loaded = first && (await load(first).catch(() => undefined));
  return all.map((route) => [
    route,
    loaded && route === first ? loaded : lazy(async () => ({ default: await load(route) })),
  ]);
}

/** @throws PageUnavailable */
function load({ page, texts }: Route): Promise<ComponentType> {
  const found = modules[`./features/${page}.tsx`];
  if (!found) throw new Error(`there is no page ${page}`);
  return withTexts(texts, found()).catch((cause: unknown) => {
    throw new PageUnavailable(cause);
  });
}
