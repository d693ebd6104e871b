// What a browser loads before the inbox stands, and what each other screen adds: refused beyond the budget. Sizes are of
// the brotli forms that the server sends; the letters of a page in Spanish count (those of the machine come when the first are shown).
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const first_load_max = 300_000; // bytes
const screen_max = 150_000;
/** Screens that carry a large library, which is loaded for them alone. */
const heavier = { 'src/screens/agenda/index.tsx': 190_000 };

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const sizeOf = (file) => {
  const path = join('dist', file);
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
};

/** Everything that comes with an entry: its own file, what it imports, their styles. */
function filesOf(name, into = new Set()) {
  const entry = manifest[name];
  if (!entry || into.has(entry.file)) return into;
  into.add(entry.file);
  for (const css of entry.css ?? []) into.add(css);
  for (const imported of entry.imports ?? []) filesOf(imported, into);
  return into;
}
const total = (files) => [...files].reduce((sum, file) => sum + sizeOf(file), 0);
const kB = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

const shell = filesOf('index.html');
for (const name of ['src/i18n/texts/es.json', 'src/screens/inbox/texts/es.json']) filesOf(name, shell);
const inbox = filesOf('src/screens/inbox/index.tsx', new Set(shell));
const fonts = Object.values(manifest)
  .map((entry) => entry.file)
  .filter((file) => /hanken-grotesk-latin-wght-normal-.*\.woff2$/.test(file));

let failed = false;
function line(what, bytes, most) {
  const over = bytes > most;
  failed ||= over;
  process.stdout.write(`${what.padEnd(28)}${kB(bytes)} of ${kB(most)}${over ? '   too much' : ''}\n`);
}

line('first load of the inbox', total(inbox) + total(new Set(fonts)), first_load_max);
for (const [name, entry] of Object.entries(manifest)) {
  if (!entry.isDynamicEntry || !/^src\/screens\/\w+\/index\.tsx$/.test(name) || name.includes('/inbox/'))
    continue;
  const own = new Set([...filesOf(name)].filter((file) => !inbox.has(file)));
  line(name.split('/')[2], total(own), heavier[name] ?? screen_max);
}
process.exitCode = failed ? 1 : 0;
