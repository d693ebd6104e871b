import type { components } from '../../../api/schema';
import type { Graph } from './graph';

export type Finding = Required<components['schemas']['finding']>;

/** The step that a finding is about; null: the flow itself. Ids may hold dots: the longest that fits counts. */
export function stepOf(graph: Graph, finding: Finding): string | null {
  if (!finding.where.startsWith('nodes.')) return null;
  const rest = finding.where.slice('nodes.'.length);
  let best: string | null = null;
  for (const id of Object.keys(graph.nodes))
    if ((rest === id || rest.startsWith(`${id}.`)) && id.length > (best?.length ?? -1)) best = id;
  return best;
}

/** What follows the step's id: `fields.text`, `exits.next`. */
export const placeOf = (finding: Finding, id: string): string =>
  finding.where.slice('nodes.'.length + id.length + 1);

const badness = { error: 0, warning: 1, hint: 2 } as const;

export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => badness[a.severity] - badness[b.severity]);

/** The worst finding of every step. */
export function worstByStep(graph: Graph, findings: readonly Finding[]): Map<string, Finding> {
  const out = new Map<string, Finding>();
  for (const finding of worstFirst(findings)) {
    const id = stepOf(graph, finding);
    if (id !== null && !out.has(id)) out.set(id, finding);
  }
  return out;
}
