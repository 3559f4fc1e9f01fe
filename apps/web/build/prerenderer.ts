import react from '@vitejs/plugin-react';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'node_modules', '.cache', 'prerender');

export type Prerender = (path: string) => Promise<string | null>;

/** The app, built once more for Node, as a function from a route to the HTML of its first view. */
export async function buildPrerenderer(): Promise<Prerender> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    plugins: [react()],
    build: { ssr: 'src/prerender.tsx', outDir: OUT, emptyOutDir: true, target: 'node24', minify: false },
  });
  const { prerender } = (await import(`${pathToFileURL(join(OUT, 'prerender.js')).href}?${Date.now()}`)) as {
    prerender: Prerender;
  };
  return prerender;
}
