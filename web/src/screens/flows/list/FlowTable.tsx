import { ActionIcon, Badge, Group, Menu, Table, Text } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session';
import { useAct } from '../../../ui/act';
import { useConfirm } from '../../../ui/confirm';
import { useFormat } from '../../../ui/format';
import { When } from '../../../ui/When';
import { asGraph } from '../model/graph';
import { archive, keys, readFlow, unarchive, useFunnel, validate } from '../requests';
import type { Head } from '../types';
import { exportFile } from './files';
import classes from './list.module.css';

function State({ flow }: { flow: Head }) {
  const { t } = useTranslation('flows');
  if (flow.archived) return <Badge color="warn">{t('state.archived')}</Badge>;
  if (flow.live !== null) return <Badge color="ok">{t('state.live', { n: flow.live })}</Badge>;
  if (flow.newest > 0) return <Badge color="customer">{t('state.published', { n: flow.newest })}</Badge>;
  return <Badge color="bot">{t('state.draft')}</Badge>;
}

function Inside({ flow }: { flow: Head }) {
  const format = useFormat();
  const funnel = useFunnel(flow.id, flow.live, false);
  if (flow.live === null) return <>—</>;
  if (!funnel.data) return <>…</>;
  const all = funnel.data.steps.reduce((sum, s) => sum + s.waiting, 0);
  return (
    <>
      {format.number(all)}
      {funnel.data.complete ? '' : '+'}
    </>
  );
}

function Problems({ flow }: { flow: Head }) {
  const { t } = useTranslation('flows');
  const check = useQuery({
    queryKey: [...keys.all, 'draft-check', flow.id, flow.revision],
    queryFn: () => validate(flow.id),
    staleTime: 60_000,
    retry: false,
  });
  if (!check.data) return <>…</>;
  const of = (severity: string) => check.data.findings.filter((f) => f.severity === severity).length;
  const errors = of('error') + (check.data.tests?.failed ?? 0);
  const warnings = of('warning');
  if (errors > 0) return <Badge color="bad">{t('list.errors', { count: errors })}</Badge>;
  if (warnings > 0) return <Badge color="warn">{t('list.warnings', { count: warnings })}</Badge>;
  return (
    <Text size="sm" c="dimmed">
      {t('list.fine')}
    </Text>
  );
}

function Acts({ flow }: { flow: Head }) {
  const { t } = useTranslation('flows');
  const may = useMay('flows:write');
  const { ask, dialog } = useConfirm();
  const renews = [[...keys.all]];
  const away = useAct(() => archive(flow.id), { renews, done: t('list.archived_done') });
  const back = useAct(() => unarchive(flow.id), { renews, done: t('list.restored_done') });
  const save = useAct(async () => exportFile(flow.name, asGraph((await readFlow(flow.id)).draft.graph)));
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={t('list.acts', { name: flow.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => save.mutate(undefined)}>
            {t('list.export')}
          </Menu.Item>
          {may && !flow.archived && (
            <Menu.Item
              leftSection={<IconArchive size={15} />}
              onClick={() =>
                ask({
                  title: t('list.archive_title', { name: flow.name }),
                  text: t('list.archive_text'),
                  act: t('list.archive'),
                  run: () => away.mutate(undefined),
                })
              }
            >
              {t('list.archive')}
            </Menu.Item>
          )}
          {may && flow.archived && (
            <Menu.Item leftSection={<IconArchiveOff size={15} />} onClick={() => back.mutate(undefined)}>
              {t('list.restore')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}

/** One line a flow: what it is, who is inside, who changed it last, what is wrong with it. */
export function FlowTable({ flows }: { flows: readonly Head[] }) {
  const { t } = useTranslation('flows');
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('list.name')}</Table.Th>
            <Table.Th>{t('list.state')}</Table.Th>
            <Table.Th className="number">{t('list.inside')}</Table.Th>
            <Table.Th>{t('list.changed')}</Table.Th>
            <Table.Th>{t('list.problems')}</Table.Th>
            <Table.Th>
              <span className="only-read-aloud">{t('list.acts_column')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flows.map((flow) => (
            <Table.Tr key={flow.id}>
              <Table.Td className={classes.name}>
                <Link to="/flows/$id" params={{ id: String(flow.id) }} className={classes.link}>
                  <bdi>{flow.name}</bdi>
                </Link>
              </Table.Td>
              <Table.Td>
                <State flow={flow} />
              </Table.Td>
              <Table.Td className="number">
                <Inside flow={flow} />
              </Table.Td>
              <Table.Td>
                <Group gap={6} wrap="nowrap">
                  <When at={flow.changed_at} />
                  <Text size="sm" c="dimmed" truncate maw={220}>
                    <bdi>{flow.changed_by}</bdi>
                  </Text>
                </Group>
              </Table.Td>
              <Table.Td>
                <Problems flow={flow} />
              </Table.Td>
              <Table.Td className="number">
                <Acts flow={flow} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
