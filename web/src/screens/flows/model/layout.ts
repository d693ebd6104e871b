import { drawable, edgesOf, type Graph, type Point } from './graph';
import { portsOf } from './steps';

export const width = 216;
const gap_x = 84;
const gap_y = 32;

/** How high a step is drawn, before it is measured. */
export function heightOf(graph: Graph, id: string): number {
  const step = graph.nodes[id];
  return step ? 84 + 22 * Math.max(1, portsOf(step).length) : 84;
}

/** Columns: how many steps it takes to come there from the start. What no way leads to stands in a column below. */
function columns(graph: Graph): Map<string, number> {
  const ids = drawable(graph).map(([id]) => id);
  const next = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const e of edgesOf(graph)) if (next.has(e.to)) next.get(e.from)?.push(e.to);
  const column = new Map<string, number>();
  const walk = (from: string, at: number) => {
    let front = [from];
    column.set(from, at);
    for (let depth = at + 1; front.length > 0; ++depth) {
      const found: string[] = [];
      for (const id of front)
        for (const to of next.get(id) ?? [])
          if (!column.has(to)) {
            column.set(to, depth);
            found.push(to);
          }
      front = found;
    }
  };
  if (graph.start && next.has(graph.start)) walk(graph.start, 0);
  for (const id of ids) if (!column.has(id)) walk(id, 0);
  return column;
}

/** Where every step stands when nothing else says so: always the same for the same graph. */
export function layered(graph: Graph): Record<string, Point> {
  const column = columns(graph);
  const filled = new Map<number, number>();
  const out: Record<string, Point> = {};
  for (const [id, x] of column) {
    const y = filled.get(x) ?? 0;
    out[id] = { x: x * (width + gap_x), y };
    filled.set(x, y + heightOf(graph, id) + gap_y);
  }
  return out;
}

/** Positions of all steps: the document's own, for the others the layered ones, below what has its place. */
export function positionsOf(graph: Graph): Record<string, Point> {
  const all = drawable(graph);
  const placed = all.filter(([, n]) => isPoint(n.position));
  if (placed.length === all.length)
    return Object.fromEntries(placed.map(([id, n]) => [id, n.position as Point]));
  const computed = layered(graph);
  const below = placed.reduce((y, [id, n]) => Math.max(y, (n.position as Point).y + heightOf(graph, id)), 0);
  return Object.fromEntries(
    all.map(([id, n]) => {
      if (isPoint(n.position)) return [id, n.position];
      const at = computed[id] ?? { x: 0, y: 0 };
      return [id, placed.length === 0 ? at : { x: at.x, y: at.y + below + gap_y * 2 }];
    }),
  );
}

const isPoint = (p: unknown): p is Point =>
  typeof p === 'object' && p !== null && Number.isFinite((p as Point).x) && Number.isFinite((p as Point).y);

/** A free place right of a step, for the one that is added behind it. */
export function besideOf(graph: Graph, id: string): Point {
  const at = positionsOf(graph);
  const from = at[id] ?? { x: 0, y: 0 };
  const place = { x: from.x + width + gap_x, y: from.y };
  const taken = Object.entries(at);
  const hits = () =>
    taken.some(
      ([other, p]) =>
        Math.abs(p.x - place.x) < width + 20 &&
        place.y < p.y + heightOf(graph, other) + 16 &&
        place.y + 120 > p.y,
    );
  while (hits()) place.y += 40;
  return place;
}
