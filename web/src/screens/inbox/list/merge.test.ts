import { describe, expect, it } from 'vitest';
import type { Conversation } from '../types';
import { hold, merge } from './merge';

const row = (id: string, minute: number, more: Partial<Conversation> = {}): Conversation =>
  ({
    id,
    last_activity_at: new Date(minute * 60_000).toISOString(),
    waiting_since: null,
    ...more,
  }) as Conversation;
const ids = (rows: readonly Conversation[]) => rows.map((r) => r.id).join('');
const map = (...rows: Conversation[]) => new Map(rows.map((r) => [r.id, r]));

describe('merge', () => {
  it('has each conversation once, the live one, in the order of its last activity', () => {
    const live = map(row('a', 9), row('d', 20));
    const pages = [
      [row('a', 9), row('b', 8)],
      [row('c', 7), row('d', 6)],
    ];
    expect(ids(merge(live, pages, new Set(), 'activity'))).toBe('dabc');
  });

  it('leaves out what the live topic has taken out', () => {
    expect(ids(merge(map(row('a', 9)), [[row('b', 8), row('c', 7)]], new Set(['b']), 'activity'))).toBe('ac');
  });

  it('puts who waits longest first, and who does not wait last', () => {
    const waits = (id: string, minute: number) =>
      row(id, 50, { waiting_since: new Date(minute * 60_000).toISOString() });
    expect(ids(merge(map(waits('a', 9), row('x', 99), waits('b', 3)), [], new Set(), 'waiting'))).toBe('bax');
  });

  it('is quick with 100,000 of them', () => {
    const pages = Array.from({ length: 1000 }, (_, p) =>
      Array.from({ length: 100 }, (_, i) => row(`${p}.${i}`, 200_000 - p * 100 - i)),
    );
    const begun = performance.now();
    const all = merge(map(row('5.5', 300_000)), pages, new Set(), 'activity');
    expect(all.length).toBe(100_000);
    expect(all[0]?.id).toBe('5.5');
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('hold', () => {
  it('keeps what is seen in its place and counts what has come or risen', () => {
    const now = [row('n', 30), row('b', 29), row('a', 9), row('c', 8), row('d', 1)];
    const held = hold(now, ['a', 'b', 'c']);
    expect(ids(held.rows)).toBe('abcd');
    expect(held.waiting).toBe(2);
  });

  it('shows everything when nothing is held', () => {
    expect(hold([row('a', 1)], null)).toEqual({ rows: [row('a', 1)], waiting: 0 });
  });

  it('lets pages come in below, and what is gone go', () => {
    const held = hold([row('n', 30), row('a', 9), row('c', 7), row('d', 6)], ['a', 'b', 'c']);
    expect(ids(held.rows)).toBe('acd');
    expect(held.waiting).toBe(1);
  });
});
