import type { Change, Diff, StepChange } from '../types';
import { drawable, type Graph } from './graph';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function changes(a: Record<string, unknown>, b: Record<string, unknown>, prefix = ''): Change[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !same(a[key], b[key]))
    .map((key) => ({ field: prefix + key, before: a[key], after: b[key] }));
}

const whole = (n: { fields?: object; exits?: object; type: string; comment?: string }): Change[] => [
  ...changes({}, { ...(n.fields ?? {}) }),
  ...changes({}, { ...(n.exits ?? {}) }, 'exits.'),
];

/** What has changed from one graph to another, in the shape of the server's own comparison. */
export function diffOf(before: Graph, after: Graph): Diff {
  const old = new Map(drawable(before));
  const now = new Map(drawable(after));
  const steps: StepChange[] = [];
  for (const [id, n] of now) {
    const was = old.get(id);
    if (!was) {
      steps.push({ change: 'added', id, type: n.type, fields: whole(n) });
      continue;
    }
    const fields = [
      ...(was.type === n.type ? [] : [{ field: 'type', before: was.type, after: n.type }]),
      ...changes({ ...(was.fields ?? {}) }, { ...(n.fields ?? {}) }),
      ...changes({ ...(was.exits ?? {}) }, { ...(n.exits ?? {}) }, 'exits.'),
      ...(was.comment === n.comment ? [] : [{ field: 'comment', before: was.comment, after: n.comment }]),
    ];
    if (fields.length > 0) steps.push({ change: 'changed', id, type: n.type, fields });
  }
  for (const [id, n] of old)
    if (!now.has(id)) steps.push({ change: 'removed', id, type: n.type, fields: [] });
  const { nodes: _, ...flowBefore } = before;
  const { nodes: __, ...flowAfter } = after;
  const flow = changes(flowBefore, flowAfter);
  return { same: flow.length === 0 && steps.length === 0, flow, triggers: [], steps };
}
