import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'dist',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        prepare: 'src/prepare.ts',
        'ledger-export': 'src/ledger-export.ts',
        'solver-worker': 'src/expo/timetable/solver-worker.ts',
        'deck-worker': 'src/expo/decks/deck-worker.ts',
        'table-worker': 'src/platform/tables/table-worker.ts',
        recorder: 'src/live/recording/local/recorder.ts',
      },
    },
  },
  ssr: { noExternal: [/^@everexpo\//] },
});
