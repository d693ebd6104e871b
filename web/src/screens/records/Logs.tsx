import { Badge, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { useLive } from '../../live/hooks';
import { useAddress } from '../../ui/address';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { ProblemNote } from '../../ui/ProblemNote';
import { Empty, Loading } from '../../ui/states';
import classes from './Records.module.css';
import { type LogLine, type Opened, tones } from './types';

const levels = ['debug', 'info', 'warn', 'error'] as const;

/** What the program writes into its log, the newest first, as it is written. */
export function Logs({ selected, onOpen }: { selected: string | null; onOpen: (o: Opened) => void }) {
  const { t } = useTranslation('records');
  const format = useFormat();
  const [address, go] = useAddress();
  const level = levels.find((l) => l === address.level) ?? 'info';
  const [q] = useDebouncedValue(address.q ?? '', 300);
  const live = useLive<LogLine>('logs', { level, q });
  const rows = [...live.rows.entries()]
    .map(([key, line]) => ({ ...line, id: line.id ?? key }))
    .sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id, undefined, { numeric: true }));
  const columns: Column<LogLine>[] = [
    { key: 'at', label: t('column.at'), width: 190, cell: (l) => format.moment(l.at) },
    {
      key: 'level',
      label: t('column.level'),
      width: 110,
      cell: (l) => <Badge color={tones[l.level]}>{t(`level.${l.level}`)}</Badge>,
    },
    {
      key: 'event',
      label: t('column.event'),
      width: 260,
      cell: (l) => <span className="mono">{l.event}</span>,
    },
    { key: 'fields', label: t('details'), cell: (l) => <span className="mono">{oneLine(l.fields)}</span> },
  ];
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          size="xs"
          w={280}
          value={address.q ?? ''}
          onChange={(e) => go({ q: e.currentTarget.value })}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          placeholder={t('search_logs')}
          aria-label={t('search_logs')}
        />
        <Select
          size="xs"
          aria-label={t('column.level')}
          data={levels.map((l) => ({ value: l as string, label: t(`from_level.${l}`) }))}
          value={level}
          onChange={(next) => go({ level: next ?? '' })}
        />
      </div>
      {live.error ? (
        <ProblemNote error={new Problem(live.error === 'forbidden' ? 403 : 500, {})} />
      ) : !live.loaded ? (
        <Loading rows={12} />
      ) : (
        <DataTable
          label={t('tab.logs')}
          columns={columns}
          rows={rows}
          keyOf={(l) => l.id}
          selected={selected}
          onOpen={(l) =>
            onOpen({
              key: l.id,
              title: l.event,
              facts: [
                [t('column.at'), format.moment(l.at)],
                [t('column.level'), t(`level.${l.level}`)],
              ],
              whole: [[t('details'), l.fields]],
            })
          }
          minWidth={860}
          empty={<Empty title={t('none.logs')} />}
        />
      )}
    </>
  );
}

const oneLine = (fields: LogLine['fields']) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
