import { apply, type Edit } from './edit';
import type { Graph } from './graph';

/** A graph with everything that can be undone and redone. */
export type History = {
  past: readonly Graph[];
  now: Graph;
  future: readonly Graph[];
  /** What the newest change was about: another one about the same joins it, so that undo takes a word, not a letter. */
  about: string | null;
};

export type Act =
  | { type: 'edit'; edit: Edit; about?: string }
  | { type: 'undo' }
  | { type: 'redo' }
  /** What comes next is a change of its own. */
  | { type: 'pause' }
  | { type: 'load'; graph: Graph };

const kept = 500;

export const begin = (graph: Graph): History => ({ past: [], now: graph, future: [], about: null });

export function reduce(history: History, act: Act): History {
  const { past, now, future } = history;
  switch (act.type) {
    case 'edit': {
      const next = apply(now, act.edit);
      if (next === now) return history;
      const joins = act.about !== undefined && act.about === history.about && past.length > 0;
      return {
        past: joins ? past : [...past, now].slice(-kept),
        now: next,
        future: [],
        about: act.about ?? null,
      };
    }
    case 'undo': {
      const before = past.at(-1);
      if (!before) return history;
      return { past: past.slice(0, -1), now: before, future: [now, ...future], about: null };
    }
    case 'redo': {
      const [after, ...rest] = future;
      if (!after) return history;
      return { past: [...past, now], now: after, future: rest, about: null };
    }
    case 'pause':
      return history.about === null ? history : { ...history, about: null };
    case 'load':
      return begin(act.graph);
  }
}
