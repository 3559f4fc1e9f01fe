import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import type { ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { StaticRouter } from 'react-router';
import { App } from './app.tsx';
import { routes } from './routes.ts';

const modules = import.meta.glob<ComponentType>(
  ['./features/{home,programme,projects,replay,verify}/*-page.tsx', './features/session/session-page.tsx'],
  { import: 'default' },
);

const texts = import.meta.glob<object>(['./i18n/*.zh.ts', './features/**/*.zh.ts'], { import: 'default', eager: true });
const namespaces = Object.entries(texts).map(([path, text]) => [path.replace(/^.*\/|\.zh\.ts$/g, ''), text]);

/** Whoever comes for the first time reads Chinese. */
await i18next.use(initReactI18next).init({
  lng: 'zh',
  resources: { zh: Object.fromEntries(namespaces) as Record<string, object> },
  defaultNS: 'common',
  interpolation: { escapeValue: false },
});

/** What the page of a route shows before it knows anything, as HTML; null for pages that are not prerendered. */
export async function prerender(path: string): Promise<string | null> {
  const route = routes.find((one) => one.path === path);
  const Page = route && (await modules[`./features/${route.page}.tsx`]?.());
  if (!route || !Page) return null;
  const html = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <StaticRouter location={path.replaceAll(':', '')}>
        <App pages={[[route, Page]]} />
      </StaticRouter>
    </QueryClientProvider>,
  );
  // React's own means of keeping a form that is sent before its script is there, which our content policy forbids.
  return html.replaceAll(/<script>.*?<\/script>| action="javascript:[^"]*"/gs, '');
}
