// After the build: every file that a browser asks for gets a brotli and a gzip form beside it, which the server sends as
// they are.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const worth_it = /\.(js|css|svg|json|webmanifest|txt)$/;
const smallest = 512; // bytes: less is not worth a file

function* filesBelow(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

let before = 0;
let after = 0;
for (const path of [...filesBelow('dist')]) {
  if (!worth_it.test(path)) continue;
  const text = readFileSync(path);
  if (text.length < smallest) continue;
  const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(`${path}.br`, packed);
  writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
  before += text.length;
  after += packed.length;
}
process.stdout.write(`console: ${Math.round(before / 1000)} kB, ${Math.round(after / 1000)} kB packed\n`);
