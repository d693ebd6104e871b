import { describe, expect, it } from 'vitest';
import type { Op } from './protocol';
import { emptyTable, reduce, type Table, type TableFrame } from './table';

type Row = { n: number; text?: string };

const snap = (items: [string, Row][], seq = 1): TableFrame => ({
  t: 'snap',
  id: 1,
  epoch: 7,
  seq,
  items: items.map(([k, v]) => ({ k, v })),
  more: false,
});
const delta = (prev: number, seq: number, ops: Op[]): TableFrame => ({ t: 'delta', id: 1, prev, seq, ops });

const after = (table: Table<Row>, ...frames: TableFrame[]) =>
  frames.reduce<Table<Row>>((t, f) => {
    const next = reduce(t, f);
    if (!next) throw new Error('does not follow on');
    return next;
  }, table);

describe('reduce', () => {
  const start = after(emptyTable<Row>(), snap([['a', { n: 1 }]], 5));

  it('puts, patches and deletes rows by key', () => {
    const table = after(
      start,
      delta(5, 9, [
        { op: 'patch', k: 'a', p: { text: 'x' } },
        { op: 'put', k: 'b', v: { n: 2 } },
      ]),
      delta(9, 10, [{ op: 'del', k: 'b' }]),
    );
    expect([...table.rows]).toEqual([['a', { n: 1, text: 'x' }]]);
    expect([...table.touched]).toEqual(['b']);
    expect(table.seq).toBe(10);
  });

  it('passes over what it was told before', () => {
    expect(reduce(start, delta(3, 5, [{ op: 'del', k: 'a' }]))).toBe(start);
  });

  it('refuses a delta that leaves a gap', () => {
    expect(reduce(start, delta(6, 7, []))).toBeNull();
  });

  it('never patches a row that is not there into being', () => {
    expect(after(start, delta(5, 6, [{ op: 'patch', k: 'z', p: { n: 3 } }])).rows.has('z')).toBe(false);
  });

  it('begins anew with a snapshot', () => {
    expect([...after(start, snap([['c', { n: 3 }]], 40)).rows.keys()]).toEqual(['c']);
  });
});

/** A generator of numbers that is the same for the same seed (Park and Miller's). */
const generator = (seed: number) => () => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};

it('however the stream is cut into frames and told again, the table ends the same', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = generator(seed);
    const keys = ['a', 'b', 'c', 'd'];
    const ops = Array.from({ length: 40 }, (_, n): Op => {
      const k = keys[Math.floor(random() * keys.length)] as string;
      const kind = random();
      if (kind < 0.5) return { op: 'put', k, v: { n } };
      return kind < 0.8 ? { op: 'patch', k, p: { text: String(n) } } : { op: 'del', k };
    });
    const begin = reduce(emptyTable<Row>(), snap([], 1)) as Table<Row>;
    const whole = after(begin, delta(1, 1 + ops.length, ops));
    let table = begin;
    let told = 0;
    while (told < ops.length) {
      const upTo = Math.min(ops.length, told + 1 + Math.floor(random() * 8));
      const frame = delta(1 + told, 1 + upTo, ops.slice(told, upTo));
      table = after(table, frame);
      if (random() < 0.3) table = after(table, frame);
      told = upTo;
    }
    expect([...table.rows].sort(), `seed ${seed}`).toEqual([...whole.rows].sort());
  }
});
