import { drawable, type Graph, type Json, type Step } from './graph';

export type Variable = { name: string; setBy: string[]; usedBy: string[] };

const keysOf = (v: Json | undefined): string[] =>
  typeof v === 'object' && v !== null && !Array.isArray(v) ? Object.keys(v) : [];

const word = (v: Json | undefined): string[] => (typeof v === 'string' && v !== '' ? [v] : []);

/** Names that a step gives values to. */
function setBy(id: string, step: Step): string[] {
  const f = step.fields ?? {};
  switch (step.type) {
    case 'ask':
      return word(f.variable ?? id);
    case 'wait_for_reply':
      return word(f.variable ?? 'reply');
    case 'set_variable':
      return word(f.name);
    case 'http':
      return [...word(f.variable), ...keysOf(f.pick), 'http_status'];
    case 'sub_flow':
      return keysOf(f.returns);
    case 'intent':
      return ['intent'];
    default:
      return [];
  }
}

/** Every name that steps set or read; `contact.…` is the contact's. */
export function variablesOf(graph: Graph): Variable[] {
  const all = new Map<string, Variable>();
  const of = (name: string) => {
    const known = all.get(name) ?? { name, setBy: [], usedBy: [] };
    all.set(name, known);
    return known;
  };
  for (const name of graph.parameters ?? []) of(String(name));
  for (const [id, step] of drawable(graph)) {
    for (const name of setBy(id, step)) of(name).setBy.push(id);
    const text = JSON.stringify(step.fields ?? {});
    const read = new Set([...text.matchAll(/{{\s*([\w.]+)/g)].map((m) => String(m[1])));
    for (const name of read) of(name).usedBy.push(id);
  }
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name));
}
