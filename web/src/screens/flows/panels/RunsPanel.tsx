import { Badge, Button, Group, Select, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/states';
import { When } from '../../../ui/When';
import { useEditor } from '../editor/context';
import { useRuns } from '../requests';
import type { Run } from '../types';
import classes from './panels.module.css';

const statuses = ['waiting', 'running', 'completed', 'interrupted', 'expired', 'failed'] as const;

function Line({ run }: { run: Run }) {
  const { t } = useTranslation('flows');
  const { goTo } = useEditor();
  return (
    <div className={classes.run}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Link to="/inbox/$id" params={{ id: run.conversation_id }} className={`mono ${classes.conversation}`}>
          {run.conversation_id.slice(0, 8)}
        </Link>
        <Badge color={run.status === 'failed' ? 'bad' : run.status === 'completed' ? 'ok' : 'customer'}>
          {t(`run.${run.status}`)}
        </Badge>
      </Group>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <button type="button" className={classes.link} onClick={() => goTo(run.node)}>
          <bdi className="mono">{run.node}</bdi>
        </button>
        <Text size="xs" c="dimmed">
          v{run.version} · <When at={run.updated_at} />
        </Text>
      </Group>
      {run.reason && (
        <Text size="xs" c="dimmed">
          {run.reason}
        </Text>
      )}
    </div>
  );
}

/** Who goes through this flow, the last changed first; each leads to its conversation. */
export function RunsPanel({ node, onNode }: { node: string | null; onNode: (id: string | null) => void }) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const { id } = useEditor();
  const [status, setStatus] = useState<string>(node ? 'waiting' : '');
  const runs = useRuns(id, status);
  const all = (runs.data?.pages ?? []).flatMap((p) => p.items);
  const shown = node === null ? all : all.filter((r) => r.node === node);
  return (
    <Stack gap="sm" p="md">
      <Select
        label={t('runs.status')}
        data={[
          { value: 'any', label: t('runs.any') },
          ...statuses.map((s) => ({ value: s, label: t(`run.${s}`) })),
        ]}
        value={status || 'any'}
        onChange={(v) => setStatus(!v || v === 'any' ? '' : v)}
      />
      {node !== null && (
        <Group gap="xs">
          <Text size="sm">{t('runs.at_step')}</Text>
          <Badge className="mono">{node}</Badge>
          <Button variant="subtle" onClick={() => onNode(null)}>
            {t('runs.all_steps')}
          </Button>
        </Group>
      )}
      <Loaded query={{ ...runs, data: runs.data?.pages }}>
        {() =>
          shown.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('runs.none')}
            </Text>
          ) : (
            <div>
              {shown.map((run) => (
                <Line key={`${run.conversation_id}.${run.number}`} run={run} />
              ))}
            </div>
          )
        }
      </Loaded>
      {runs.hasNextPage && (
        <Button variant="default" onClick={() => void runs.fetchNextPage()} loading={runs.isFetchingNextPage}>
          {shell('more')}
        </Button>
      )}
    </Stack>
  );
}
