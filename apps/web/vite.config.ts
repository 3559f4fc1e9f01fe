import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { ownLanguages } from './build/own-languages.ts';
import { pageFiles } from './build/page-files.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), ownLanguages(), pageFiles(), compressed()],
  server: {
    host: 'localhost',
    // `npm run dev` starts the API beside this server and says where.
    proxy: process.env.API_URL
      ? {
          '/api': { target: process.env.API_URL, ws: true },
          '/export': process.env.API_URL,
          '/calendars': process.env.API_URL,
        }
      : {},
  },
  build: {
    outDir: 'dist',
    target: 'es2023',
    // Lowered, light-dark() would be settled where a token is defined, and not where it is used.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
    // The media client is only loaded by the pages that show video.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // A schema that a page does not use is left out: making one has no effect of its own.
      treeshake: { manualPureFunctions: ['z'] },
      output: {
        codeSplitting: {
          // What every page needs comes in two files, not in twenty.
          groups: [
            {
              name: 'vendor',
              test: /[\\/]node_modules[\\/](@tanstack|i18next|react|react-dom|react-i18next|react-router)[\\/]/,
            },
            // What many pages share, without what those bring that few of them need, and without what forms are made
            // of.
            {
              name: 'shell',
              test: /[\\/]apps[\\/]web[\\/]src[\\/](?!(lib|ui)[\\/]forms[\\/])/,
              minShareCount: 8,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
});
