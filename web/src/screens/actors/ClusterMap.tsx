import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import classes from './Actors.module.css';
import { shardsOf } from './Nodes';
import type { ClusterNode } from './types';

const room = 520;
const middle = room / 2;

type Place = { x: number; y: number };

/** Where each of so many nodes stands: in a ring, one alone in the middle. */
export function placesOf(count: number): Place[] {
  if (count === 1) return [{ x: middle, y: middle }];
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI - Math.PI / 2;
    return { x: middle + Math.cos(angle) * 165, y: middle + Math.sin(angle) * 165 };
  });
}

/** A part of a ring, as a path. Angles in turns. */
function arc({ x, y }: Place, radius: number, from: number, to: number): string {
  const point = (turn: number) => {
    const angle = turn * 2 * Math.PI - Math.PI / 2;
    return `${(x + Math.cos(angle) * radius).toFixed(1)} ${(y + Math.sin(angle) * radius).toFixed(1)}`;
  };
  return `M ${point(from)} A ${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)}`;
}

/** The nodes as circles, larger the more they hold; around each an arc for every shard that is its own. */
export function ClusterMap({ nodes }: { nodes: readonly ClusterNode[] }) {
  const { t } = useTranslation('actors');
  const format = useFormat();
  const places = placesOf(nodes.length);
  const most = Math.max(1, ...nodes.map((n) => n.actors));
  const all = Math.max(
    1,
    nodes.reduce((sum, n) => sum + shardsOf(n), 0),
  );
  const columns: Column<ClusterNode>[] = [
    { key: 'name', label: t('column.node'), cell: (n) => <bdi>{n.name}</bdi> },
    { key: 'shards', label: t('column.shards'), width: 80, number: true, cell: (n) => shardsOf(n) },
    { key: 'lanes', label: t('column.lanes'), width: 80, number: true, cell: (n) => n.lanes },
    {
      key: 'actors',
      label: t('fact.actors'),
      width: 80,
      number: true,
      cell: (n) => format.number(n.actors),
      order: (a, b) => a.actors - b.actors,
    },
    {
      key: 'pace',
      label: t('fact.pace'),
      width: 90,
      number: true,
      cell: (n) => t('per_second', { n: format.number(n.processed_per_s, 1) }),
      order: (a, b) => a.processed_per_s - b.processed_per_s,
    },
  ];
  return (
    <div className={classes.map}>
      <svg viewBox={`0 0 ${room} ${room}`} role="img" aria-label={t('map_label', { count: nodes.length })}>
        {nodes.map((node, i) => {
          const at = places[i] as Place;
          const radius = (nodes.length === 1 ? 90 : 46) * (0.6 + 0.4 * Math.sqrt(node.actors / most));
          return (
            <g key={node.name}>
              <circle
                cx={at.x}
                cy={at.y}
                r={radius}
                className={classes.circle}
                data-closed={!node.accepting || undefined}
              />
              <Shards node={node} at={at} radius={radius + 12} all={all} />
              <text x={at.x} y={at.y - 2} className={classes.mapText}>
                {node.name}
              </text>
              <text x={at.x} y={at.y + 16} className={classes.mapSmall}>
                {t('per_second', { n: format.number(node.processed_per_s, 1) })}
              </text>
            </g>
          );
        })}
      </svg>
      <DataTable label={t('nodes')} columns={columns} rows={nodes} keyOf={(n) => n.name} />
    </div>
  );
}

/** All shards of the cluster as one ring; those of this node are drawn strong. */
function Shards({ node, at, radius, all }: { node: ClusterNode; at: Place; radius: number; all: number }) {
  const mine = new Set(
    typeof node.shards === 'number' ? Array.from({ length: node.shards }, (_, i) => i) : node.shards,
  );
  const space = all > 1 ? Math.min(0.008, 0.25 / all) : 0.001;
  return Array.from({ length: all }, (_, i) => (
    <path
      key={i}
      d={arc(at, radius, i / all + space, (i + 1) / all - space)}
      className={classes.shard}
      data-other={!mine.has(i) || undefined}
    />
  ));
}
