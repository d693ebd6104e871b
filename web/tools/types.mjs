// The typed client's types, from the OpenAPI document: `write` makes src/api/schema.d.ts, `check` fails when it is stale.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const web = resolve(import.meta.dirname, '..');
const kept = join(web, 'src/api/schema.d.ts');
const folder = mkdtempSync(join(tmpdir(), 'charla-types-'));
const made = join(folder, 'schema.d.ts');

try {
  execFileSync(
    process.execPath,
    [
      join(web, 'tools/openapi/node_modules/openapi-typescript/bin/cli.js'),
      join(web, 'src/api/openapi.json'),
      '-o',
      made,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const types = readFileSync(made, 'utf8');
  if (process.argv[2] === 'write') {
    writeFileSync(kept, types);
  } else if (readFileSync(kept, 'utf8') !== types) {
    process.stderr.write('web/src/api/schema.d.ts is not what openapi.json says; run `./dev generate`\n');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
