import { Badge, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAddress } from '../../ui/address';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { More } from '../../ui/More';
import { type Page, usePages } from '../../ui/pages';
import { Empty, Loaded } from '../../ui/states';
import classes from './Records.module.css';
import type { Exchange, Opened } from './types';

const kinds = ['webhook', 'send', 'media', 'manage', 'mark_read'] as const;

/** What was said between us and a provider, redacted. */
export function ChannelLog({ selected, onOpen }: { selected: string | null; onOpen: (o: Opened) => void }) {
  const { t } = useTranslation('records');
  const [address, go] = useAddress();
  const channels = useQuery({ queryKey: ['channels'], queryFn: () => ask(api.GET('/api/v1/channels')) });
  const keys = (channels.data?.items ?? []).map((c) => c.key ?? '');
  const channel = address.channel ?? keys[0] ?? '';
  const kind = kinds.find((k) => k === address.kind);
  const failed = address.failed === 'true' ? true : undefined;
  const pages = usePages<Exchange>(
    ['records', 'exchanges', channel, kind, failed],
    (after) =>
      ask(
        api.GET('/api/v1/channels/{key}/log', {
          params: { path: { key: channel }, query: { kind, failed, limit: 100, after } },
        }),
      ) as Promise<Page<Exchange>>,
    { enabled: channel !== '' },
  );
  return (
    <>
      <div className={classes.tools}>
        <Select
          size="xs"
          aria-label={t('column.channel')}
          data={keys}
          value={channel || null}
          onChange={(next) => go({ channel: next ?? '' })}
        />
        <Select
          size="xs"
          aria-label={t('column.kind')}
          data={[
            { value: '', label: t('all_kinds') },
            ...kinds.map((k) => ({ value: k as string, label: t(`kind.${k}`) })),
          ]}
          value={kind ?? ''}
          onChange={(next) => go({ kind: next ?? '' })}
        />
        <Switch
          size="xs"
          label={t('only_failed')}
          checked={failed ?? false}
          onChange={(e) => go({ failed: e.currentTarget.checked ? 'true' : '' })}
        />
      </div>
      {channels.data && keys.length === 0 ? (
        <Empty title={t('none.channels')} />
      ) : (
        <Loaded query={pages.query}>
          {(rows) => (
            <Exchanges rows={rows} selected={selected} onOpen={onOpen} foot={<More pages={pages} />} />
          )}
        </Loaded>
      )}
    </>
  );
}

function Exchanges({
  rows,
  selected,
  onOpen,
  foot,
}: {
  rows: readonly Exchange[];
  selected: string | null;
  onOpen: (o: Opened) => void;
  foot: React.ReactNode;
}) {
  const { t } = useTranslation('records');
  const format = useFormat();
  const columns: Column<Exchange>[] = [
    { key: 'at', label: t('column.at'), width: 190, cell: (e) => format.moment(e.at) },
    { key: 'kind', label: t('column.kind'), width: 130, cell: (e) => t(`kind.${e.kind}`) },
    {
      key: 'status',
      label: t('column.status'),
      width: 110,
      cell: (e) => <Badge color={e.failed ? 'bad' : 'ok'}>{e.status || t('no_answer')}</Badge>,
    },
    {
      key: 'took',
      label: t('column.took'),
      width: 90,
      number: true,
      cell: (e) => `${format.number(e.took_ms)} ms`,
    },
    { key: 'request', label: t('column.request'), cell: (e) => <span className="mono">{e.request}</span> },
    { key: 'note', label: t('column.note'), cell: (e) => e.note || '—' },
  ];
  return (
    <DataTable
      label={t('tab.channel')}
      columns={columns}
      rows={rows}
      keyOf={(e) => String(e.id)}
      selected={selected}
      onOpen={(e) =>
        onOpen({
          key: String(e.id),
          title: `${t(`kind.${e.kind}`)} ${e.id}`,
          facts: [
            [t('column.at'), format.moment(e.at)],
            [t('column.status'), String(e.status || t('no_answer'))],
            [t('column.request'), [e.method, e.url].filter(Boolean).join(' ')],
            [t('column.note'), e.note],
          ],
          whole: [
            [t('sent'), e.request],
            [t('answered'), e.response],
          ],
        })
      }
      minWidth={900}
      empty={<Empty title={t('none.exchanges')} />}
      foot={foot}
    />
  );
}
