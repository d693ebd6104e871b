import type { Graph } from './graph';

export type Waiting = { id: string; type: string; waiting: number };

/** Which of those who wait in the live version could go on in the draft: the step must be there, of the same type. */
export function movable(waiting: readonly Waiting[], to: Graph): { can: number; cannot: Waiting[] } {
  const cannot = waiting.filter((w) => w.waiting > 0 && to.nodes[w.id]?.type !== w.type);
  const all = waiting.reduce((sum, w) => sum + w.waiting, 0);
  return { can: all - cannot.reduce((sum, w) => sum + w.waiting, 0), cannot };
}
