import { Anchor, Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { Empty } from '../../ui/states';
import { When } from '../../ui/When';
import { type Task, tones } from './types';

/** Sends, one a row, whatever became of them. */
export function Tasks({
  tasks,
  selected,
  onOpen,
  empty,
  foot,
}: {
  tasks: readonly Task[];
  selected: string | null;
  onOpen: (task: Task) => void;
  empty: string;
  foot?: React.ReactNode;
}) {
  const { t } = useTranslation('sends');
  const format = useFormat();
  const columns: Column<Task>[] = [
    { key: 'at', label: t('column.at'), width: 90, cell: (task) => <When at={task.at} /> },
    {
      key: 'status',
      label: t('column.status'),
      width: 130,
      cell: (task) => <Badge color={tones[task.status]}>{t(`status.${task.status}`)}</Badge>,
    },
    { key: 'to', label: t('column.to'), width: 160, cell: (task) => <span className="mono">{task.to}</span> },
    { key: 'channel', label: t('column.channel'), width: 130, cell: (task) => task.channel },
    {
      key: 'delivery',
      label: t('column.delivery'),
      width: 120,
      cell: (task) => t(`delivery.${task.delivery}`, { defaultValue: task.delivery }),
    },
    {
      key: 'attempts',
      label: t('column.attempts'),
      width: 80,
      number: true,
      cell: (task) => format.number(task.attempts),
    },
    {
      key: 'next',
      label: t('column.next'),
      width: 110,
      cell: (task) => (task.next_try_at ? <When at={task.next_try_at} /> : '—'),
    },
    { key: 'error', label: t('column.error'), cell: (task) => <bdi>{task.error?.text || '—'}</bdi> },
    {
      key: 'id',
      label: t('column.task'),
      cell: (task) => <span className="mono">{task.task_id}</span>,
    },
    {
      key: 'conversation',
      label: t('column.conversation'),
      width: 120,
      cell: (task) => (
        <Anchor component={Link} to={`/inbox/${task.conversation_id}`} size="sm">
          {t('open')}
        </Anchor>
      ),
    },
  ];
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={tasks}
      keyOf={(task) => task.task_id}
      selected={selected}
      onOpen={onOpen}
      minWidth={1180}
      empty={<Empty title={empty}>{t('none_hint')}</Empty>}
      foot={foot}
    />
  );
}
