import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    // The media client is only loaded by the pages that show video.
    chunkSizeWarningLimit: 700,
  },
});
