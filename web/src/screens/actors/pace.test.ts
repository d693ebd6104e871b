import { expect, it } from 'vitest';
import { perSecond, sample } from './pace';
import type { Actor } from './types';

const at = (processed: number, mailbox = 0): Actor[] => [
  {
    id: 1,
    parent: 0,
    type: 'shard',
    name: 'shard/0',
    state: 'idle',
    mailbox,
    mailbox_peak: mailbox,
    processed,
    busy_us: 0,
    restarts: 0,
    last_error: '',
    age_ms: 0,
  },
];

it('counts what was handled between two samples, and the fullest mailbox', () => {
  let paces = sample(new Map(), at(100, 7), 1000);
  expect(paces.get(1)).toMatchObject({ history: [0], changes: 0, peak: 7, busyAt: 0 });
  paces = sample(paces, at(104), 2000);
  expect(paces.get(1)).toMatchObject({ history: [0, 4], changes: 1, peak: 7, busyAt: 2000 });
  paces = sample(paces, at(104), 3000);
  expect(paces.get(1)).toMatchObject({ history: [0, 4, 0], changes: 1, busyAt: 2000 });
  expect(perSecond(paces.get(1))).toBeCloseTo(4 / 3);
});

it('does not count backwards when an actor was begun anew, and keeps thirty seconds', () => {
  let paces = sample(new Map(), at(100), 0);
  paces = sample(paces, at(3), 0);
  expect(paces.get(1)?.history).toEqual([0, 0]);
  for (let i = 0; i < 60; i++) paces = sample(paces, at(3 + i), 0);
  expect(paces.get(1)?.history).toHaveLength(30);
});
