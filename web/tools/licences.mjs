// Writes dist/licences.txt: whose work the console carries, and on what terms.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const parts = [];
for (const [path, entry] of Object.entries(packages)) {
  if (!path || entry.dev || entry.devOptional || !existsSync(join(path, 'package.json'))) continue;
  const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
  const text = file
    ? readFileSync(join(path, file), 'utf8').trim()
    : '(its package holds no text of the licence)';
  parts.push(`${about.name} ${about.version} · ${about.license ?? 'see below'}\n\n${text}\n`);
}
writeFileSync(
  'dist/licences.txt',
  `The console of Charla carries the following work of others.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`,
);
