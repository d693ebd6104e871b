import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { Empty, Loaded } from '../../ui/states';
import type { Sender } from './types';
import { useStats } from './useStats';

/** Who sends: one worker a channel, what it may do and what it does. */
export function Workers() {
  const { t } = useTranslation('sends');
  const format = useFormat();
  const query = useStats();
  const columns: Column<Sender>[] = [
    { key: 'channel', label: t('column.channel'), cell: (s) => s.channel },
    {
      key: 'status',
      label: t('column.status'),
      width: 130,
      cell: (s) => (
        <Badge color={s.status === 'active' ? 'ok' : 'warn'}>
          {t(`channel.${s.status}`, { defaultValue: s.status ?? '' })}
        </Badge>
      ),
    },
    {
      key: 'state',
      label: t('column.does'),
      width: 200,
      cell: (s) =>
        s.actor ? t(`sender.${s.actor.state}`, { defaultValue: s.actor.state ?? '' }) : t('sender.none'),
    },
    {
      key: 'rate',
      label: t('column.rate'),
      width: 130,
      number: true,
      cell: (s) => t('per_second', { n: format.number(s.rate_per_second ?? 0, 1) }),
    },
    {
      key: 'mailbox',
      label: t('column.mailbox'),
      width: 90,
      number: true,
      cell: (s) => format.number(s.actor?.mailbox ?? 0),
    },
    {
      key: 'handled',
      label: t('column.handled'),
      width: 110,
      number: true,
      cell: (s) => format.number(s.actor?.processed ?? 0),
    },
    {
      key: 'restarts',
      label: t('column.restarts'),
      width: 90,
      number: true,
      cell: (s) => format.number(s.actor?.restarts ?? 0),
    },
    { key: 'error', label: t('column.error'), cell: (s) => s.actor?.last_error || '—' },
  ];
  return (
    <Loaded query={query}>
      {(stats) => (
        <DataTable
          label={t('tab.workers')}
          columns={columns}
          rows={stats.senders}
          keyOf={(s) => s.channel ?? ''}
          minWidth={980}
          empty={<Empty title={t('no_channels')} />}
        />
      )}
    </Loaded>
  );
}
