import type { Plugin } from 'vite';

const WORDS =
  /[\\/]node_modules[\\/](?:react-aria|react-stately|react-aria-components)[\\/].*[\\/]([a-z]{2}-[A-Z]{2})\.mjs$/;
/** What is read of React Aria's own words: English is one for all of its lands. */
const OURS = new Set(['zh-CN', 'en-US']);

/** Leaves the other thirty languages of React Aria out of the build; a language without words falls back to English. */
export function ownLanguages(): Plugin {
  return {
    name: 'own-languages',
    apply: 'build',
    load(id) {
      const language = WORDS.exec(id)?.[1];
      return language && !OURS.has(language) ? 'export default undefined;' : null;
    },
  };
}
