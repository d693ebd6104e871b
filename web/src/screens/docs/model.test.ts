import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { curlOf, type Document, exampleOf, operationsOf, rightOf, search, typeName } from './model';

const document = JSON.parse(readFileSync('src/api/openapi.json', 'utf8')) as Document;
const operations = operationsOf(document);

it('every operation of the document has a place, an id of its own and an example', () => {
  expect(operations.length).toBeGreaterThan(100);
  expect(new Set(operations.map((o) => o.id)).size).toBe(operations.length);
  for (const operation of operations) expect(curlOf(document, operation, 'http://x')).toContain('curl ');
});

it('is found by words of its path, its summary and its right', () => {
  const found = search(operations, 'post channels:write').map((o) => o.path);
  expect(found).toContain('/api/v1/channels');
  expect(search(operations, 'zzz')).toEqual([]);
});

it('says which right it takes', () => {
  const of = (method: string, path: string) =>
    rightOf(operations.find((o) => o.method === method && o.path === path) ?? {});
  expect(of('POST', '/api/v1/channels')).toBe('channels:write');
  expect(of('GET', '/api/v1/setup')).toBeUndefined();
});

it('makes examples of what is needed, and ends where a schema holds itself', () => {
  const conditions = document.components.schemas.conditions;
  expect(() => exampleOf(document, conditions)).not.toThrow();
  const body = exampleOf(document, { $ref: '#/components/schemas/user_new' });
  expect(body).toMatchObject({ email: 'ana@example.com', role: 'owner' });
});

it('quotes for a shell', () => {
  const one = operations.find((o) => o.path === '/api/v1/keys' && o.method === 'POST');
  expect(one && curlOf(document, one, "http://it's")).toContain(`'http://it'\\''s/api/v1/keys'`);
});

it('names types', () => {
  expect(typeName({ type: 'array', items: { $ref: '#/components/schemas/message' } })).toBe('message[]');
  expect(typeName({ type: ['string', 'null'], format: 'date-time' })).toBe('string | null (date-time)');
});
