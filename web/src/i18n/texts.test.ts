import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from '../test/files';
import { languages } from '.';

type Tree = { [key: string]: string | Tree };

const flatten = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );

const read = (path: string) => new Map(flatten(JSON.parse(readFileSync(path, 'utf8'))));

/** Spanish and Portuguese have a plural for millions, English has none. */
const plain = (keys: Iterable<string>) => [...keys].filter((k) => !k.endsWith('_many')).sort();

const placeholders = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map((m) => m[1]).sort();

const folders = [...new Set(sources(/\/texts\/\w+\.json$/).map(dirname))];
const namespaceOf = (folder: string) =>
  dirname(folder).endsWith('i18n') ? 'shell' : basename(dirname(folder));

describe.each(folders)('%s', (folder) => {
  const [es, pt, en] = languages.map((l) => read(`${folder}/${l}.json`)) as [
    Map<string, string>,
    Map<string, string>,
    Map<string, string>,
  ];

  it('says the same things in the three languages', () => {
    expect(plain(pt.keys())).toEqual(plain(es.keys()));
    expect(plain(en.keys())).toEqual(plain(es.keys()));
  });

  it('leaves nothing empty and forgets no placeholder', () => {
    for (const texts of [pt, en])
      for (const [key, text] of texts) {
        expect(text.trim(), key).not.toBe('');
        const twin = es.get(key);
        // A singular may leave its number out.
        if (twin !== undefined && !key.endsWith('_one'))
          expect(placeholders(text), key).toEqual(placeholders(twin));
      }
  });

  it('has the plural for millions where the language has one', () => {
    for (const texts of [es, pt])
      for (const key of texts.keys())
        if (key.endsWith('_other')) expect(texts.has(key.replace(/_other$/, '_many')), key).toBe(true);
  });
});

it('every text that the code asks for is there', () => {
  const known = new Map(folders.map((f) => [namespaceOf(f), new Set(read(`${f}/es.json`).keys())]));
  const missing: string[] = [];
  for (const path of sources(/\.tsx?$/)) {
    if (/\.test\.tsx?$/.test(path)) continue;
    const source = readFileSync(path, 'utf8');
    const own = /useTranslation\((?:\[)?'([^']+)'/.exec(source)?.[1] ?? 'shell';
    for (const [, written] of source.matchAll(/(?<![\w.])t\(\s*'([^']+)'/g)) {
      const [namespace, key] = written?.includes(':') ? written.split(':') : [own, written];
      const texts = known.get(namespace ?? own);
      const there = texts?.has(key ?? '') || texts?.has(`${key}_other`);
      if (!there) missing.push(`${path}: ${written}`);
    }
  }
  expect(missing).toEqual([]);
});
