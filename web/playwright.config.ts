import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

// The system's Chromium against the real program with its simulated provider; one program a file of tests.
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e-results',
  workers: 1,
  // A project each, so that a file never meets the program, and the conversations, of another.
  projects: readdirSync(join(import.meta.dirname, 'e2e'))
    .filter((name) => name.endsWith('.spec.ts'))
    .sort()
    .map((name) => ({ name: name.replace('.spec.ts', ''), testMatch: name })),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // A machine that runs all tests has bad moments; what fails once and then passes is told as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'es-AR',
    timezoneId: 'America/Argentina/Buenos_Aires',
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Nothing but this machine can be reached: a page that needs more than its own server fails.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    },
  },
});
