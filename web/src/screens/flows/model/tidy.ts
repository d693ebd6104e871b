import { drawable, edgesOf, type Graph, type Point } from './graph';
import { portsOf } from './steps';

type Size = { width: number; height: number };

/** A tidy drawing, reckoned by ELK in a worker that is loaded when it is first asked for. Ports keep their order. */
export async function tidy(graph: Graph, sizes: ReadonlyMap<string, Size>): Promise<Record<string, Point>> {
  const [{ default: Elk }, { default: workerUrl }] = await Promise.all([
    import('elkjs/lib/elk-api.js'),
    import('elkjs/lib/elk-worker.min.js?url'),
  ]);
  const elk = new Elk({ workerUrl });
  try {
    const known = new Set(drawable(graph).map(([id]) => id));
    const done = await elk.layout({
      id: 'flow',
      layoutOptions: {
        'elk.algorithm': 'layered',
        'elk.direction': 'RIGHT',
        'elk.layered.spacing.nodeNodeBetweenLayers': '84',
        'elk.spacing.nodeNode': '32',
        'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      },
      children: drawable(graph).map(([id, step]) => {
        const size = sizes.get(id) ?? { width: 216, height: 110 };
        const ports = portsOf(step);
        return {
          id,
          ...size,
          layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
          ports: [
            { id: `${id}\u0000in`, x: 0, y: 20, width: 1, height: 1 },
            ...ports.map((exit, i) => ({
              id: `${id}\u0000${exit}`,
              x: size.width,
              y: size.height - 22 * (ports.length - i) + 8,
              width: 1,
              height: 1,
            })),
          ],
        };
      }),
      edges: edgesOf(graph)
        .filter((e) => known.has(e.to))
        .map((e) => ({
          id: `${e.from}\u0000${e.exit}\u0000edge`,
          sources: [`${e.from}\u0000${e.exit}`],
          targets: [`${e.to}\u0000in`],
        })),
    });
    return Object.fromEntries((done.children ?? []).map((c) => [c.id, { x: c.x ?? 0, y: c.y ?? 0 }]));
  } finally {
    elk.terminateWorker();
  }
}
