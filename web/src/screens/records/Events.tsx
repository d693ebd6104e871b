import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { More } from '../../ui/More';
import { type Page, usePages } from '../../ui/pages';
import { Empty, Loaded } from '../../ui/states';
import { type Opened, type SystemEvent, tones } from './types';

/** What happened to channels and services. */
export function Events({ selected, onOpen }: { selected: string | null; onOpen: (o: Opened) => void }) {
  const { t } = useTranslation('records');
  const format = useFormat();
  const pages = usePages<SystemEvent>(
    ['records', 'events'],
    (after) =>
      ask(api.GET('/api/v1/system-events', { params: { query: { limit: 100, after } } })) as Promise<
        Page<SystemEvent>
      >,
    { every_ms: 5000 },
  );
  const keyOf = (e: SystemEvent) => `${e.at} ${e.type} ${e.message}`;
  const columns: Column<SystemEvent>[] = [
    { key: 'at', label: t('column.at'), width: 190, cell: (e) => format.moment(e.at) },
    {
      key: 'level',
      label: t('column.level'),
      width: 110,
      cell: (e) => <Badge color={tones[e.level]}>{t(`level.${e.level}`)}</Badge>,
    },
    { key: 'type', label: t('column.type'), width: 220, cell: (e) => <span className="mono">{e.type}</span> },
    { key: 'message', label: t('column.message'), cell: (e) => <bdi>{e.message}</bdi> },
  ];
  return (
    <Loaded query={pages.query}>
      {(rows) => (
        <DataTable
          label={t('tab.events')}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          selected={selected}
          onOpen={(e) =>
            onOpen({
              key: keyOf(e),
              title: e.type,
              facts: [
                [t('column.at'), format.moment(e.at)],
                [t('column.level'), t(`level.${e.level}`)],
                [t('column.message'), e.message],
              ],
              whole: [[t('details'), e.metadata]],
            })
          }
          minWidth={760}
          empty={<Empty title={t('none.events')}>{t('none.events_hint')}</Empty>}
          foot={<More pages={pages} />}
        />
      )}
    </Loaded>
  );
}
