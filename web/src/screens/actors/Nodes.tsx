import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import classes from './Actors.module.css';
import type { ClusterNode } from './types';

export const shardsOf = (node: ClusterNode): number =>
  typeof node.shards === 'number' ? node.shards : node.shards.length;

/** A card for each node of the cluster: how it is, before anything about single actors. */
export function Nodes({ nodes, now }: { nodes: readonly ClusterNode[]; now: number }) {
  const { t } = useTranslation('actors');
  const format = useFormat();
  if (nodes.length === 0) return null;
  return (
    <section className={classes.nodes} aria-label={t('nodes')}>
      {nodes.map((node) => (
        <article key={node.name} className={classes.node} aria-label={t('node', { name: node.name })}>
          <Group justify="space-between" wrap="nowrap">
            <Text fw={550} truncate>
              <bdi>{node.name}</bdi>{' '}
              <Text span size="xs" c="dimmed">
                {t(`role.${node.role}`, { defaultValue: node.role })}
              </Text>
            </Text>
            <Badge color={node.accepting ? 'ok' : 'warn'}>
              {node.accepting ? t('accepting') : t('not_accepting')}
            </Badge>
          </Group>
          <div className={classes.facts}>
            <Fact
              name={t('fact.pace')}
              value={t('per_second', { n: format.number(node.processed_per_s, 1) })}
            />
            <Fact name={t('fact.actors')} value={format.number(node.actors)} />
            <Fact name={t('fact.conversations')} value={format.number(node.resident_conversations)} />
            <Fact name={t('fact.mailbox')} value={format.number(node.mailbox_total)} />
            <Fact name={t('fact.cpu')} value={format.percent(node.cpu_share)} />
            <Fact name={t('fact.memory')} value={format.bytes(node.rss_bytes)} />
            <Fact name={t('fact.up')} value={format.span(now - Date.parse(node.started_at))} />
            <Fact name={t('fact.store')} value={node.store} />
            <Fact name={t('fact.build')} value={node.build} />
          </div>
        </article>
      ))}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <span>
      {name} <b>{value}</b>
    </span>
  );
}
