import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
    // The media client is only loaded by the pages that show video.
    chunkSizeWarningLimit: 700,
  },
});
