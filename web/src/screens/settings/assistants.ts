/** Where a flow lets an assistant speak. */
export type Use = { flow: number; flow_name: string; version: number; node: string; task: string };
export type Assistant = { name: string; uses: Use[] };

type Flow = { id: number; name: string; version: number; graph: unknown };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The assistants that graphs name, by name: read from the step `assistant` of each. */
export function assistantsIn(flows: readonly Flow[]): Assistant[] {
  const found = new Map<string, Use[]>();
  for (const flow of flows) {
    const nodes = isObject(flow.graph) && isObject(flow.graph.nodes) ? flow.graph.nodes : {};
    for (const [node, step] of Object.entries(nodes)) {
      if (!isObject(step) || step.type !== 'assistant') continue;
      const fields = isObject(step.fields) ? step.fields : {};
      const name = String(fields.name ?? '');
      const use = {
        flow: flow.id,
        flow_name: flow.name,
        version: flow.version,
        node,
        task: String(fields.task ?? ''),
      };
      found.set(name, [...(found.get(name) ?? []), use]);
    }
  }
  return [...found].map(([name, uses]) => ({ name, uses })).sort((a, b) => a.name.localeCompare(b.name));
}
