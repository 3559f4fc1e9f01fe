import type { Plugin, Rolldown } from 'vite';
import { AT_ONCE, routes, type Route } from '../src/routes.ts';
import { buildPrerenderer } from './prerenderer.ts';

/** What the server answers an address with; see `pages.json` of the build. */
export interface PageFile {
  /** Pattern of the address. */
  path: string;
  /** The HTML file, below the build's folder. */
  file: string;
  /** What the page asks the API for at once; `:id` is that of the address. */
  asks: string[];
}

/** What every page asks for, whatever it shows. */
const SHELL_ASKS = ['/api/me'];
/** The language of a first visit; a reader of the other one has its texts from the visit before. */
const LANGUAGE = 'zh';
const ROOT = '<div id="root"></div>';

/**
 * Writes one HTML file a page, which names that page's own scripts and styles so that a browser fetches them at once
 * and no others, and shows what the page looks like before it knows anything; and `pages.json`, by which the server
 * knows them.
 */
export function pageFiles(): Plugin {
  return {
    name: 'page-files',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const index = bundle['index.html'];
      if (index?.type !== 'asset') return this.error('there is no index.html to begin with');
      const html = index.source.toString();
      const prerender = await buildPrerenderer();
      const files: PageFile[] = [];
      for (const route of routes) {
        const file = fileOf(route);
        files.push({ path: route.path, file, asks: [...SHELL_ASKS, ...(route.asks ?? [])] });
        const texts = [...AT_ONCE, ...route.texts].map((namespace) => `${namespace}.${LANGUAGE}.ts`);
        const chunks = [...texts, `src/features/${route.page}.tsx`].flatMap((module) => chunksOf(bundle, module));
        const source = withFirstView(withLinks(html, chunks), await prerender(route.path));
        if (route.path === '*') index.source = source;
        else this.emitFile({ type: 'asset', fileName: file, source });
      }
      this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(files) });
    },
  };
}

/** `/sessions/:id/replay` is pages/sessions-id-replay.html. */
const fileOf = ({ path }: Route): string =>
  path === '*' ? 'index.html' : `pages/${path.replaceAll(':', '').split('/').filter(Boolean).join('-') || 'home'}.html`;

/** The chunk of a module and those that it needs before it runs. */
function chunksOf(bundle: Rolldown.OutputBundle, module: string): Rolldown.OutputChunk[] {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
  const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.replaceAll('\\', '/').endsWith(`/${module}`));
  if (!first) throw new Error(`${module} has no chunk of its own`);
  const needed = new Set([first]);
  for (const { imports } of needed) for (const chunk of chunks) if (imports.includes(chunk.fileName)) needed.add(chunk);
  return [...needed];
}

function withLinks(html: string, chunks: Rolldown.OutputChunk[]): string {
  const styles = chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
  const scripts = chunks.map(({ fileName }) => fileName);
  const isNew = (file: string) => !html.includes(`"/${file}"`);
  const links = [
    ...[...new Set(styles)].filter(isNew).map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
    ...[...new Set(scripts)].filter(isNew).map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  ];
  const all = html.replace('</head>', () => `${links.map((link) => `  ${link}\n  `).join('')}</head>`);
  // The first view is there without them: they come after the styles that it waits for.
  return all.replaceAll(/rel="modulepreload"|type="module"/g, '$& fetchpriority="low"');
}

/** To be seen only, until scripts put the living page in its place. */
function withFirstView(html: string, view: string | null): string {
  if (!html.includes(ROOT)) throw new Error(`index.html has no ${ROOT}`);
  return view === null ? html : html.replace(ROOT, () => `<div id="root" data-prerendered inert>${view}</div>`);
}
