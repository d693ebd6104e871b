import type { Conversation } from '../types';
import type { Sort } from '../views';

const time = (at: string | null) => (at ? Date.parse(at) : 0);

/** What a list is sorted by: the greater comes first. Who waits longest comes first of those who wait. */
export const rankOf = (c: Conversation, sort: Sort): number =>
  sort === 'activity'
    ? time(c.last_activity_at)
    : c.waiting_since
      ? -time(c.waiting_since)
      : Number.NEGATIVE_INFINITY;

const before = (a: Conversation, b: Conversation, sort: Sort) =>
  rankOf(b, sort) - rankOf(a, sort) || (a.id < b.id ? 1 : -1);

/**
 * One list of what is followed live and of the pages read as one scrolls: a conversation stands once, as it was last
 * told. Pages come sorted and stay so: only what is live is sorted anew, so that a long list costs one pass.
 * @param gone keys that the live topic has taken out
 */
export function merge(
  live: ReadonlyMap<string, Conversation>,
  pages: readonly (readonly Conversation[])[],
  gone: ReadonlySet<string>,
  sort: Sort,
): Conversation[] {
  const top = [...live.values()].sort((a, b) => before(a, b, sort));
  const out: Conversation[] = [];
  const seen = new Set<string>(live.keys());
  let at = 0;
  for (const page of pages)
    for (const row of page) {
      if (seen.has(row.id) || gone.has(row.id)) continue;
      seen.add(row.id);
      while (at < top.length && before(top[at] as Conversation, row, sort) <= 0)
        out.push(top[at++] as Conversation);
      out.push(row);
    }
  while (at < top.length) out.push(top[at++] as Conversation);
  return out;
}

/**
 * The order while somebody points at the list or has scrolled: what was there stays where it was, what is new or has
 * risen waits.
 * @returns the rows in the held order, and how many wait above
 */
export function hold(
  rows: readonly Conversation[],
  held: readonly string[] | null,
): { rows: Conversation[]; waiting: number } {
  if (!held) return { rows: [...rows], waiting: 0 };
  const byId = new Map(rows.map((r) => [r.id, r]));
  const known = new Set(held);
  const kept = held.flatMap((id) => byId.get(id) ?? []);
  const last = held.at(-1);
  const lastAt = last === undefined ? -1 : rows.findIndex((r) => r.id === last);
  const later = rows.filter((r, i) => !known.has(r.id) && i > lastAt);
  const place = new Map(held.map((id, i) => [id, i]));
  let waiting = 0;
  // What stands before something that it stood behind has risen; what was not there is new.
  const order = rows.map((r) => place.get(r.id) ?? -1);
  for (let i = order.length - 1, least = Number.POSITIVE_INFINITY; i >= 0; i--) {
    const here = order[i] as number;
    if (here < 0) waiting += i < lastAt ? 1 : 0;
    else if (here > least) waiting++;
    else least = here;
  }
  return { rows: [...kept, ...later], waiting };
}
