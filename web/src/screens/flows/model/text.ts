import { asGraph, type Graph } from './graph';

/** How a graph reads in the text view. */
export const writeGraph = (graph: Graph): string => JSON.stringify(graph, null, 2);

export type Read = { graph: Graph } | { line: number; what: string };

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** The graph that a text holds, or the line where it is not JSON any more. */
export function readGraph(text: string): Read {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return { line: 1, what: 'object' };
    return { graph: asGraph(read) };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const line = /line (\d+)/.exec(what)?.[1];
    if (line) return { line: Number(line), what };
    const at = /position (\d+)/.exec(what)?.[1];
    return { line: at ? lineAt(text, Number(at)) : text.split('\n').length, what };
  }
}

/** The line of the text view where a path such as `nodes.saludo.fields.text` stands; 1 when it stands nowhere. */
export function lineOf(graph: Graph, where: string): number {
  const lines = writeGraph(graph).split('\n');
  let at = 0;
  let value: unknown = graph;
  let rest = where;
  let depth = 1;
  while (rest !== '' && typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).filter((k) => rest === k || rest.startsWith(`${k}.`));
    const key = keys.sort((a, b) => b.length - a.length)[0];
    if (key === undefined) break;
    const indent = '  '.repeat(depth);
    if (Array.isArray(value)) {
      let left = Number(key);
      const opens = (line: string) =>
        line.startsWith(indent) && !/^\s*[}\]]/.test(line) && line[indent.length] !== ' ';
      for (at += 1; at < lines.length; ++at) if (opens(lines[at] ?? '') && left-- === 0) break;
    } else {
      const written = `${indent}${JSON.stringify(key)}:`;
      const found = lines.findIndex((line, i) => i > at && line.startsWith(written));
      if (found < 0) break;
      at = found;
    }
    value = (value as Record<string, unknown>)[key];
    rest = rest.slice(key.length + 1);
    depth += 1;
  }
  return at + 1;
}
