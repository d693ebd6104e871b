import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sources } from '../test/files';

const sheet = readFileSync('src/theme/mantine.css', 'utf8');

/** Names that a source takes from the component library. */
const taken = (source: string) =>
  [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap((m) =>
    String(m[1])
      .split(',')
      .map((name) => name.trim().replace(/^type /, '')),
  );

it('every component that is used brings its styles', () => {
  const used = new Set(sources(/\.tsx$/).flatMap((path) => taken(readFileSync(path, 'utf8'))));
  const missing = [...used].filter(
    (name) =>
      existsSync(`node_modules/@mantine/core/styles/${name}.layer.css`) &&
      !sheet.includes(`/styles/${name}.layer.css`),
  );
  expect(missing).toEqual([]);
});
