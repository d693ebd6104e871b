import { expect, it } from 'vitest';
import { kept_max, type Raw, readRaw, withNew } from './stream';

it('draws an event in the voice of who speaks', () => {
  expect(readRaw('1.1', '{"type":"message","message":{"author":"bot"}}', 0)).toMatchObject({
    type: 'message',
    voice: 'bot',
  });
  expect(readRaw('1.2', '{"type":"status","status":"failed"}', 0).voice).toBe('bad');
  expect(readRaw('1.3', '{"type":"event","level":"warn","message":"x"}', 0).voice).toBe('none');
  expect(readRaw('1.4', 'no json', 0)).toMatchObject({ type: '?', text: 'no json' });
});

it('keeps the newest first, each once, and not for ever', () => {
  let rows: readonly Raw[] = [];
  for (let i = 0; i < kept_max + 10; i++) rows = withNew(rows, readRaw(`1.${i}`, '{}', i));
  expect(rows).toHaveLength(kept_max);
  expect(rows[0]?.id).toBe(`1.${kept_max + 9}`);
  expect(withNew(rows, readRaw('1.209', '{}', 0))).toBe(rows);
});
