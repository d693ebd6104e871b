/** A value as it stands in JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Fields = { [name: string]: Json };
export type Point = { x: number; y: number };

/** A step as its document keeps it. Members that are unknown here stay where they are. */
export type Step = {
  type: string;
  fields?: Fields;
  exits?: Record<string, string>;
  position?: Point;
  comment?: string;
};

/** A flow as its document keeps it (config/schema/flow.schema.json); it may be unfinished. */
export type Graph = {
  name?: string;
  comment?: string;
  language?: string;
  languages?: string[];
  triggers?: Fields[];
  parameters?: string[];
  expires?: string | number;
  start?: string;
  nodes: Record<string, Step>;
};

export type Path = readonly (string | number)[];

const isObject = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

/** Whatever a draft holds, as a graph that can be drawn: what is no step at all is left out of sight by `drawable`. */
export function asGraph(read: unknown): Graph {
  if (!isObject(read)) return { nodes: {} };
  return { ...read, nodes: isObject(read.nodes) ? (read.nodes as Record<string, Step>) : {} };
}

/** The steps that can be drawn: objects with a type. */
export const drawable = (graph: Graph): [string, Step][] =>
  Object.entries(graph.nodes).filter(([, n]) => isObject(n) && typeof n.type === 'string');

/** The value at a path; undefined where nothing is. */
export function getIn(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) {
    if (at === null || typeof at !== 'object') return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

/** The same value with another one at the path; undefined takes the member away. Nothing is changed in place. */
export function setIn(value: unknown, path: Path, to: Json | undefined): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    const next = setIn(list[key], rest, to);
    if (next === undefined) list.splice(key, 1);
    else list[key] = next;
    return list;
  }
  const next = setIn(isObject(value) ? value[key] : undefined, rest, to);
  if (next === undefined) {
    if (!isObject(value)) return value;
    const { [key]: _, ...others } = value;
    return others;
  }
  return { ...(isObject(value) ? value : {}), [key]: next };
}

/** An id that is free: `base`, `base_2`, … */
export function freeId(graph: Graph, base: string, taken: ReadonlySet<string> = new Set()): string {
  const stem = base.replace(/_\d+$/, '') || 'paso';
  if (!(stem in graph.nodes) && !taken.has(stem)) return stem;
  for (let n = 2; ; ++n) {
    const id = `${stem}_${n}`;
    if (!(id in graph.nodes) && !taken.has(id)) return id;
  }
}

export type Edge = { from: string; exit: string; to: string };

/** Every exit that leads somewhere, also to a step that is not there. */
export const edgesOf = (graph: Graph): Edge[] =>
  drawable(graph).flatMap(([from, n]) =>
    Object.entries(n.exits ?? {})
      .filter(([, to]) => typeof to === 'string' && to !== '')
      .map(([exit, to]) => ({ from, exit, to })),
  );
