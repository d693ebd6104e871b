import type { Frame } from './protocol';

/** What a subscriber sees of a topic: rows by key, as of `seq` of the stream `epoch`. Never changed, always replaced. */
export type Table<T> = {
  epoch: number | null;
  seq: number;
  rows: ReadonlyMap<string, T>;
  /** Keys that the newest frame has changed. */
  touched: ReadonlySet<string>;
  /** There is more than the window shows. */
  more: boolean;
  /** The server has said what is there. */
  loaded: boolean;
};

const nothing: ReadonlySet<string> = new Set();
const blank: Table<unknown> = {
  epoch: null,
  seq: 0,
  rows: new Map(),
  touched: nothing,
  more: false,
  loaded: false,
};

export const emptyTable = <T>(): Table<T> => blank as Table<T>;

export type TableFrame = Extract<Frame, { t: 'snap' | 'delta' | 'resumed' }>;

/** The table after a frame; null when the frame does not follow on: the topic must be asked for anew. */
export function reduce<T>(table: Table<T>, frame: TableFrame): Table<T> | null {
  switch (frame.t) {
    case 'snap':
      return {
        epoch: frame.epoch,
        seq: frame.seq,
        rows: new Map(frame.items.map((i) => [i.k, i.v as T])),
        touched: nothing,
        more: frame.more,
        loaded: true,
      };
    case 'resumed':
      return { ...table, epoch: frame.epoch, touched: nothing, loaded: true };
    case 'delta': {
      if (frame.seq <= table.seq) return table; // told again
      if (frame.prev !== table.seq) return null;
      const rows = new Map(table.rows);
      const touched = new Set<string>();
      for (const op of frame.ops) {
        touched.add(op.k);
        if (op.op === 'put') rows.set(op.k, op.v as T);
        else if (op.op === 'del') rows.delete(op.k);
        else {
          const before = rows.get(op.k);
          if (before !== undefined) rows.set(op.k, { ...before, ...(op.p as Partial<T>) });
        }
      }
      return { ...table, seq: frame.seq, rows, touched };
    }
  }
}
