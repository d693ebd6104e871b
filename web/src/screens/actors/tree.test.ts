import { expect, it } from 'vitest';
import { closedAtFirst, linesOf, matching, pathTo } from './tree';
import type { Actor } from './types';

const actor = (id: number, parent: number, type: string, name = `${type}/${id}`): Actor => ({
  id,
  parent,
  type,
  name,
  state: 'idle',
  mailbox: 0,
  mailbox_peak: 0,
  processed: 0,
  busy_us: 0,
  restarts: 0,
  last_error: '',
  age_ms: 0,
});
const all = [
  actor(1, 0, 'node_supervisor', 'node_supervisor'),
  actor(2, 1, 'shard', 'shard/10'),
  actor(3, 1, 'shard', 'shard/9'),
  actor(4, 2, 'conversation', 'conversation/aaa'),
  actor(5, 99, 'sender', 'sender/1'),
];
const byKey = new Map(all.map((a) => [String(a.id), a]));

it('sets the tree out by level, siblings by their numbers, orphans at the top', () => {
  expect(linesOf(all, new Set()).map((l) => [l.actor.id, l.depth, l.below])).toEqual([
    [1, 0, 2],
    [3, 1, 0],
    [2, 1, 1],
    [4, 2, 0],
    [5, 0, 0],
  ]);
  expect(linesOf(all, new Set([1])).map((l) => l.actor.id)).toEqual([1, 5]);
});

it('finds the way from the root', () => {
  expect(pathTo(byKey, 4).map((a) => a.id)).toEqual([1, 2, 4]);
  expect(pathTo(byKey, 77)).toEqual([]);
});

it('keeps what matches with all that stand above it', () => {
  expect(matching(byKey, 'AAA', new Set()).map((a) => a.id)).toEqual([1, 2, 4]);
  expect(matching(byKey, 'eva', new Set(['aaa'])).map((a) => a.id)).toEqual([1, 2, 4]);
  expect(matching(byKey, 'eva', new Set())).toEqual([]);
  expect(matching(byKey, ' ', new Set())).toHaveLength(5);
});

it('closes shards only when there are too many conversations', () => {
  expect(closedAtFirst(all, 1)).toEqual(new Set());
  expect(closedAtFirst(all, 0)).toEqual(new Set([2]));
});
