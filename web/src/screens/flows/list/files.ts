import { saveText } from '../../../ui/saveText';
import { asGraph, type Graph } from '../model/graph';

/** Offers a flow as a file; its name is made of harmless letters. */
export function exportFile(name: string, graph: Graph): void {
  const stem = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w-]+/g, '_')
    .slice(0, 60);
  saveText(`${stem || 'flow'}.json`, `${JSON.stringify(graph, null, 2)}\n`);
}

/** The flow that a file holds: what the export writes, or what lies in config/flows. */
export async function importFile(file: File, refusal: string): Promise<{ name: string; graph: Graph }> {
  const stem = file.name.replace(/\.json$/i, '');
  let read: unknown;
  try {
    read = JSON.parse(await file.text());
  } catch {
    throw new Error(refusal);
  }
  const held = read as { nodes?: unknown; name?: unknown };
  if (typeof held?.nodes !== 'object' || held.nodes === null) throw new Error(refusal);
  const graph = asGraph(read);
  const name = (typeof held.name === 'string' && held.name.trim() ? held.name : stem).slice(0, 100);
  return { name, graph: { ...graph, name } };
}
