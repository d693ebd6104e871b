import { drawable, edgesOf, type Graph, type Point } from './graph';
import { exitsOf } from './steps';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Where an arrow key leads: along edges to the right and back to the left, among neighbours up and down. */
export function walk(graph: Graph, at: Record<string, Point>, from: string, to: Direction): string | null {
  const step = graph.nodes[from];
  if (!step) return null;
  if (to === 'right') {
    for (const exit of exitsOf(step)) {
      const next = step.exits?.[exit];
      if (next && next in graph.nodes) return next;
    }
    return null;
  }
  if (to === 'left') {
    const into = edgesOf(graph).filter((e) => e.to === from && e.from !== from);
    return into[0]?.from ?? null;
  }
  const here = at[from];
  if (!here) return null;
  const sign = to === 'up' ? -1 : 1;
  const near = Object.entries(at)
    .map(([id, p]) => ({ id, dy: (p.y - here.y) * sign, dx: Math.abs(p.x - here.x) }))
    .filter((n) => n.id !== from && n.dy > 0 && n.dx < 230)
    .sort((a, b) => a.dy + a.dx - (b.dy + b.dx));
  return near[0]?.id ?? null;
}

export type Branch = { id: string; depth: number; exit: string | null; again: boolean };

/** The graph as a tree from its start, every step once; where it is come to again, it only says so. */
export function outline(graph: Graph): Branch[] {
  const seen = new Set<string>();
  const out: Branch[] = [];
  const visit = (root: string) => {
    // Our own stack: a flow may be a thousand steps deep.
    const stack: Branch[] = [{ id: root, depth: 0, exit: null, again: false }];
    for (let top = stack.pop(); top; top = stack.pop()) {
      const again = seen.has(top.id);
      out.push({ ...top, again });
      if (again) continue;
      seen.add(top.id);
      const step = graph.nodes[top.id];
      if (!step) continue;
      const depth = top.depth + 1;
      const next = exitsOf(step)
        .filter((exit) => step.exits?.[exit] && (step.exits[exit] ?? '') in graph.nodes)
        .map((exit) => ({ id: step.exits?.[exit] ?? '', depth, exit, again: false }));
      stack.push(...next.reverse());
    }
  };
  if (graph.start && graph.start in graph.nodes) visit(graph.start);
  for (const [id] of drawable(graph)) if (!seen.has(id)) visit(id);
  return out;
}

/** Steps that a text or an id fits. */
export function find(graph: Graph, text: string): string[] {
  const sought = text.trim().toLowerCase();
  if (sought === '') return [];
  return drawable(graph)
    .filter(([id, n]) =>
      `${id} ${n.type} ${n.comment ?? ''} ${JSON.stringify(n.fields ?? {})}`.toLowerCase().includes(sought),
    )
    .map(([id]) => id);
}
