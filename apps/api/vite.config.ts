import { isAbsolute } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Loaded from node_modules: what has native parts or reads files of its own, and what is loaded at its first use. */
const OUTSIDE = [
  '@aws-sdk/client-s3',
  '@ffmpeg-installer/ffmpeg',
  '@libpdf/core',
  '@livekit/rtc-node',
  '@napi-rs/canvas',
  '@peculiar/x509',
  'fontkit',
  'ioredis',
  'linebreak',
  'nodemailer',
  'pdfjs-dist',
  'pdfkit',
  'pinyin-pro',
  'piscina',
  'sharp',
  'swagger-ui-dist',
];
/** Asked for by packages in ways that we do not use; nothing loads them. */
const NEVER_LOADED = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request'];
const NODE_MODULES = /[\\/]node_modules[\\/]/;

export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    sourcemap: true,
    minify: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: Infinity,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        migrate: 'src/migrate.ts',
        'ledger-export': 'src/ledger-export.ts',
        'solver-worker': 'src/expo/timetable/solver-worker.ts',
        'table-worker': 'src/platform/tables/table-worker.ts',
        'caption-program': 'src/live/replay/caption-program.ts',
        'deck-program': 'src/expo/decks/deck-program.ts',
        'schedule-program': 'src/expo/intake/schedules/schedule-program.ts',
        'day-sheets-program': 'src/expo/interchange/day-sheets-program.ts',
        'agreement-program': 'src/agreements/documents/agreement-program.ts',
        'seal-program': 'src/agreements/sealing/seal-program.ts',
        'scan-program': 'src/agreements/desk/scans/scan-program.ts',
        'merge-program': 'src/negotiation/sheet/merge-program.ts',
        recorder: 'src/live/recording/local/recorder.ts',
      },
      // Types written with zod appear in the metadata of decorators, guarded by `typeof`.
      checks: { importIsUndefined: false },
      output: {
        sourcemapExcludeSources: true,
        comments: { legal: true, jsdoc: false, annotation: false },
        chunkFileNames: ({ name }) => `assets/${name.replace(/~.*/, '')}-[hash].js`,
        codeSplitting: { groups: [{ name: 'vendor', test: NODE_MODULES, tags: ['$initial'], entriesAware: true }] },
      },
    },
  },
  ssr: { noExternal: true, external: [...OUTSIDE, ...NEVER_LOADED] },
  plugins: [oneTypeOrm(), postgresAlone(), mapsOfOursAlone()],
});

/**
 * @nestjs/typeorm asks for TypeORM in a way that bundlers do not follow, and would load a second one from node_modules.
 */
function oneTypeOrm(): Plugin {
  return {
    name: 'one-typeorm',
    transform: {
      filter: { id: /@nestjs[\\/]typeorm[\\/]dist[\\/]common[\\/]typeorm-compat\.js$/ },
      handler(code) {
        const followed = code.replace(
          'const require = createRequire(import.meta.url);',
          "import * as typeorm from 'typeorm';\nconst require = () => typeorm;",
        );
        if (followed === code) this.error('@nestjs/typeorm asks for TypeORM in a way that is not known here');
        return { code: followed, map: null };
      },
    },
  };
}

/** TypeORM asks for the drivers of every database that it knows, half of all its code. */
function postgresAlone(): Plugin {
  return {
    name: 'postgres-alone',
    load: {
      filter: { id: /[\\/]typeorm[\\/]driver[\\/](?!postgres)[^\\/]+[\\/]\w+Driver\.js$/ },
      handler: () => 'module.exports = {};',
    },
  };
}

/**
 * Node reads the map of every file it loads, and at once: libraries go without theirs, their own names stay readable.
 */
function mapsOfOursAlone(): Plugin {
  return {
    name: 'maps-of-ours-alone',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.moduleIds.every((id) => NODE_MODULES.test(id) || !isAbsolute(id)))
          continue;
        chunk.code = chunk.code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
        delete bundle[`${chunk.fileName}.map`];
      }
    },
  };
}
