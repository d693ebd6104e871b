import { type Actor, conversationOf, isConversation } from './types';

/** A line of the tree: an actor at its depth, and how many stand below it. */
export type Line = { actor: Actor; depth: number; below: number; open: boolean };

const byName = (a: Actor, b: Actor) => a.name.localeCompare(b.name, undefined, { numeric: true });

function childrenOf(actors: Iterable<Actor>): Map<number, Actor[]> {
  const known = new Map([...actors].map((a) => [a.id, a]));
  const children = new Map<number, Actor[]>();
  for (const actor of known.values()) {
    // Who has lost its parent stands at the top rather than nowhere.
    const parent = known.has(actor.parent) ? actor.parent : 0;
    const siblings = children.get(parent);
    if (siblings) siblings.push(actor);
    else children.set(parent, [actor]);
  }
  for (const siblings of children.values()) siblings.sort(byName);
  return children;
}

/** The lines of the tree, from the roots down. What is in `closed` shows nothing below it. */
export function linesOf(actors: Iterable<Actor>, closed: ReadonlySet<number>): Line[] {
  const children = childrenOf(actors);
  const lines: Line[] = [];
  const walk = (parent: number, depth: number) => {
    for (const actor of children.get(parent) ?? []) {
      const below = children.get(actor.id)?.length ?? 0;
      const open = below > 0 && !closed.has(actor.id);
      lines.push({ actor, depth, below, open });
      if (open) walk(actor.id, depth + 1);
    }
  };
  walk(0, 0);
  return lines;
}

/** From the root down to the actor itself. */
export function pathTo(actors: ReadonlyMap<string, Actor>, id: number): Actor[] {
  const path: Actor[] = [];
  for (let at = actors.get(String(id)); at && !path.includes(at); at = actors.get(String(at.parent)))
    path.unshift(at);
  return path;
}

/** Those that match, with all who stand above them. `found`: conversations that the search of the store has named. */
export function matching(
  actors: ReadonlyMap<string, Actor>,
  text: string,
  found: ReadonlySet<string>,
): Actor[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [...actors.values()];
  const kept = new Map<number, Actor>();
  for (const actor of actors.values()) {
    const conversation = conversationOf(actor);
    const hit =
      actor.name.toLowerCase().includes(wanted) ||
      actor.type.toLowerCase().includes(wanted) ||
      (conversation !== null && found.has(conversation));
    if (hit) for (const above of pathTo(actors, actor.id)) kept.set(above.id, above);
  }
  return [...kept.values()];
}

/** Conversations that are not counted when there are too many: their shards are closed at first. */
export function closedAtFirst(actors: Iterable<Actor>, most: number): Set<number> {
  const parents = [...actors].filter(isConversation).map((a) => a.parent);
  return parents.length > most ? new Set(parents) : new Set();
}
