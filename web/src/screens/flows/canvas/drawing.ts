import type { Edge as DrawnEdge } from '@xyflow/react';
import { type Finding, worstByStep } from '../model/findings';
import { drawable, edgesOf, type Graph } from '../model/graph';
import { positionsOf } from '../model/layout';
import type { Funnel } from '../types';
import type { StepData, StepNodeType } from './StepNode';

export type Overlay = {
  language: string;
  findings: readonly Finding[];
  funnel: Funnel | null;
  heat: boolean;
  active: string | null;
  add: StepData['add'];
  showWaiting: StepData['showWaiting'];
};

const equal = (a: StepData, b: StepData): boolean =>
  (Object.keys(a) as (keyof StepData)[]).every((key) => a[key] === b[key]);

/** The nodes of the canvas; what looks as before is the very object of before, so that it is not drawn again. */
export function nodesOf(
  graph: Graph,
  over: Overlay,
  selected: ReadonlySet<string>,
  before: readonly StepNodeType[],
): StepNodeType[] {
  const at = positionsOf(graph);
  const worst = worstByStep(graph, over.findings);
  const counts = new Map(over.funnel?.steps.map((s) => [s.id, s]));
  const old = new Map(before.map((n) => [n.id, n]));
  return drawable(graph).map(([id, step]) => {
    const count = counts.get(id);
    const was = old.get(id);
    const data: StepData = {
      step,
      language: over.language,
      start: graph.start === id,
      waiting: count?.waiting ?? 0,
      worst: worst.get(id) ?? null,
      active: over.active === id,
      left: over.heat ? (count?.exits ?? null) : null,
      entered: over.heat ? (count?.entered ?? 0) : null,
      add: over.add,
      showWaiting: over.showWaiting,
    };
    const position = at[id] ?? { x: 0, y: 0 };
    const chosen = selected.has(id);
    if (
      was &&
      was.selected === chosen &&
      was.position.x === position.x &&
      was.position.y === position.y &&
      equal(was.data, data)
    )
      return was;
    return { ...was, id, type: 'step', position, selected: chosen, data, ariaLabel: `${id} · ${step.type}` };
  });
}

/** How much of what came to a step went this way: 0 to 1. */
const share = (funnel: Funnel | null, from: string, exit: string): number | null => {
  const step = funnel?.steps.find((s) => s.id === from);
  if (!step || step.entered === 0) return null;
  return Math.min(1, (step.exits[exit] ?? 0) / step.entered);
};

export function drawnEdges(graph: Graph, over: Overlay, chosen: string | null): DrawnEdge[] {
  return edgesOf(graph)
    .filter((e) => Object.hasOwn(graph.nodes, e.to))
    .map((e) => {
      const id = `${e.from}\u0000${e.exit}`;
      const part = over.heat ? share(over.funnel, e.from, e.exit) : null;
      return {
        id,
        source: e.from,
        sourceHandle: e.exit,
        target: e.to,
        selected: id === chosen,
        className: part === null ? undefined : `heat-${Math.ceil(part * 4)}`,
        label: part === null ? undefined : `${Math.round(part * 100)} %`,
        interactionWidth: 24,
        focusable: false,
      };
    });
}
