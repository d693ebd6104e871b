import { type Fields, freeId, type Graph, type Json, type Path, type Point, type Step, setIn } from './graph';

/** One change of a graph, as data: all that the editor does to a flow is one of these. */
export type Edit =
  | { do: 'add'; id: string; step: Step; from?: { id: string; exit: string } }
  | { do: 'remove'; ids: readonly string[] }
  | { do: 'move'; to: Readonly<Record<string, Point>> }
  | { do: 'connect'; id: string; exit: string; to: string | null }
  | { do: 'rename'; id: string; to: string }
  | { do: 'field'; id: string; path: Path; value: Json | undefined }
  | { do: 'fields'; id: string; fields: Fields }
  | { do: 'step'; id: string; step: Step }
  | { do: 'comment'; id: string; text: string }
  | { do: 'start'; id: string }
  | { do: 'flow'; path: Path; value: Json | undefined }
  | { do: 'paste'; steps: Readonly<Record<string, Step>>; by: Point }
  | { do: 'replace'; graph: Graph };

/** A step with one exit set; null takes the exit away. */
const withExit = (step: Step, exit: string, to: string | null): Step => {
  const { [exit]: _, ...others } = step.exits ?? {};
  return { ...step, exits: to === null ? others : { ...step.exits, [exit]: to } };
};

const mapExits = (nodes: Graph['nodes'], map: (to: string) => string | null): Graph['nodes'] =>
  Object.fromEntries(
    Object.entries(nodes).map(([id, n]) => {
      const exits = Object.entries(n.exits ?? {});
      if (exits.every(([, to]) => map(to) === to)) return [id, n];
      const kept = exits.map(([exit, to]) => [exit, map(to)]).filter(([, to]) => to !== null);
      return [id, { ...n, exits: Object.fromEntries(kept) }];
    }),
  );

/** `jump` names its step in a field. */
const mapJumps = (nodes: Graph['nodes'], from: string, to: string): Graph['nodes'] =>
  Object.fromEntries(
    Object.entries(nodes).map(([id, n]) =>
      n.type === 'jump' && n.fields?.to === from && n.fields.flow === undefined
        ? [id, { ...n, fields: { ...n.fields, to } }]
        : [id, n],
    ),
  );

function remove(graph: Graph, ids: readonly string[]): Graph {
  const gone = new Set(ids);
  const kept = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => !gone.has(id)));
  const nodes = mapExits(kept, (to) => (gone.has(to) ? null : to));
  const start = graph.start !== undefined && gone.has(graph.start) ? Object.keys(nodes)[0] : graph.start;
  return { ...graph, start: start ?? '', nodes };
}

function rename(graph: Graph, id: string, to: string): Graph {
  if (id === to || to === '' || to in graph.nodes || !(id in graph.nodes)) return graph;
  const named = Object.fromEntries(Object.entries(graph.nodes).map(([i, n]) => [i === id ? to : i, n]));
  const nodes = mapJumps(
    mapExits(named, (t) => (t === id ? to : t)),
    id,
    to,
  );
  return { ...graph, start: graph.start === id ? to : graph.start, nodes };
}

/** New ids for what is pasted; exits among the pasted steps lead to their copies, others end. */
export function pasted(graph: Graph, steps: Readonly<Record<string, Step>>, by: Point): Record<string, Step> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const id of Object.keys(steps)) {
    const free = freeId(graph, id, taken);
    taken.add(free);
    names.set(id, free);
  }
  const moved = Object.fromEntries(
    Object.entries(steps).map(([id, n]) => [
      names.get(id) ?? id,
      n.position ? { ...n, position: { x: n.position.x + by.x, y: n.position.y + by.y } } : n,
    ]),
  );
  return mapExits(moved, (to) => names.get(to) ?? null);
}

function add(graph: Graph, edit: Extract<Edit, { do: 'add' }>): Graph {
  const { id, step, from } = edit;
  const nodes: Graph['nodes'] = { ...graph.nodes, [id]: step };
  const source = from && nodes[from.id];
  if (from && source) nodes[from.id] = withExit(source, from.exit, id);
  return { ...graph, start: graph.start && graph.start in graph.nodes ? graph.start : id, nodes };
}

const change = (graph: Graph, id: string, how: (step: Step) => Step): Graph => {
  const step = graph.nodes[id];
  return step ? { ...graph, nodes: { ...graph.nodes, [id]: how(step) } } : graph;
};

/** The graph after an edit. Pure; what the edit does not speak of is the very same object as before. */
export function apply(graph: Graph, edit: Edit): Graph {
  switch (edit.do) {
    case 'add':
      return add(graph, edit);
    case 'remove':
      return remove(graph, edit.ids);
    case 'move':
      return Object.entries(edit.to).reduce(
        (g, [id, at]) =>
          change(g, id, (n) => ({
            ...n,
            position: { ...n.position, x: Math.round(at.x), y: Math.round(at.y) },
          })),
        graph,
      );
    case 'connect':
      return change(graph, edit.id, (n) => withExit(n, edit.exit, edit.to));
    case 'rename':
      return rename(graph, edit.id, edit.to);
    case 'field':
      return change(graph, edit.id, (n) => ({
        ...n,
        fields: setIn(n.fields ?? {}, edit.path, edit.value) as Fields,
      }));
    case 'fields':
      return change(graph, edit.id, (n) => ({ ...n, fields: edit.fields }));
    case 'step':
      return change(graph, edit.id, () => edit.step);
    case 'comment':
      return change(graph, edit.id, (n) => setIn(n, ['comment'], edit.text || undefined) as Step);
    case 'start':
      return { ...graph, start: edit.id };
    case 'flow':
      return setIn(graph, edit.path, edit.value) as Graph;
    case 'paste':
      return { ...graph, nodes: { ...graph.nodes, ...pasted(graph, edit.steps, edit.by) } };
    case 'replace':
      return edit.graph;
  }
}
