import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const group = (name: string, test: RegExp) => ({ name, test });

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    // The console's policy allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 500,
    rolldownOptions: {
      output: {
        // The server keeps names with such a hash for ever.
        hashCharacters: 'base36',
        // What every screen needs changes seldom: a release of ours leaves it in the browser's cache.
        codeSplitting: {
          groups: [
            group('react', /node_modules\/(react|react-dom|scheduler)\//),
            group(
              'tanstack',
              /node_modules\/@tanstack\/(react-router|router-core|history|react-query|query-core|store|react-store)\//,
            ),
            group('zod', /node_modules\/zod\//),
            group('i18n', /node_modules\/(i18next|react-i18next)\//),
          ],
        },
      },
    },
  },
  server: {
    // `npm run dev` beside a running Charla: CHARLA=http://127.0.0.1:8000
    proxy: Object.fromEntries(
      ['/api', '/admin', '/sign-in', '/media', '/files'].map((path) => [
        path,
        { target: process.env.CHARLA ?? 'http://127.0.0.1:8000', ws: true },
      ]),
    ),
  },
  test: {
    environment: 'jsdom',
    testTimeout: 30_000,
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.mjs'],
  },
});
