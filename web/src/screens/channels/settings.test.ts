import { expect, it } from 'vitest';
import { changeOf, draftOf } from './settings';
import type { Channel } from './types';

const channel = {
  key: 'wa',
  type: 'meta',
  phone_number: '',
  account_id: '',
  group_quiet_ms: 800,
  group_max_ms: 4000,
  settings: { number_rate: 5, coexistence: true, retry: { attempts_max: 4 }, opt_out_words: ['baja'] },
} as unknown as Channel;

it('a draft that nobody has touched changes nothing', () => {
  const change = changeOf(draftOf(channel), channel);
  expect(change.group_quiet_ms).toBe(800);
  expect(change.settings.number_rate).toBe(5);
  expect(change.settings.retry).toEqual({ attempts_max: 4 });
  expect(change.settings.outside_window).toBeUndefined();
});

it('an emptied number goes back to the installation, an empty rule is left out', () => {
  const draft = { ...draftOf(channel), number_rate: '', number_rules: [{ match: '', replace: '' }] };
  const change = changeOf(draft, channel);
  expect(change.settings.number_rate).toBeUndefined();
  expect(change.settings.number_rules).toEqual([]);
});

it('half a template is sent as it is: the server says which half is missing', () => {
  const change = changeOf({ ...draftOf(channel), template: ' recordatorio ' }, channel);
  expect(change.settings.outside_window).toEqual({ name: 'recordatorio', language: '' });
});
