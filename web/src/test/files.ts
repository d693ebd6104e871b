import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below `src/` whose path matches, sorted. */
export const sources = (pattern: RegExp): string[] =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name))
    .filter((path) => pattern.test(path))
    .sort();
