import type { Graph, Step } from './graph';

/** How copied steps lie on the clipboard: a text that says what it is, so that they can be pasted into another flow. */
export function copied(graph: Graph, ids: readonly string[]): string {
  const steps = Object.fromEntries(ids.flatMap((id) => (graph.nodes[id] ? [[id, graph.nodes[id]]] : [])));
  return JSON.stringify({ charla: 'steps', steps }, null, 2);
}

/** Steps of a text of the clipboard; null: it holds none. */
export function readCopied(text: string): Record<string, Step> | null {
  try {
    const read = JSON.parse(text) as { charla?: unknown; steps?: unknown };
    if (read?.charla !== 'steps' || typeof read.steps !== 'object' || read.steps === null) return null;
    const steps = Object.entries(read.steps).filter(
      ([, n]) => typeof n === 'object' && n !== null && typeof (n as Step).type === 'string',
    );
    return steps.length > 0 ? (Object.fromEntries(steps) as Record<string, Step>) : null;
  } catch {
    return null;
  }
}
