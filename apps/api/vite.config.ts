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
        'deck-program': 'src/expo/decks/deck-program.ts',
        'scan-program': 'src/agreements/desk/scan-program.ts',
        recorder: 'src/live/recording/local/recorder.ts',
      },
    },
  },
  ssr: { noExternal: [/^@everexpo\//] },
});
