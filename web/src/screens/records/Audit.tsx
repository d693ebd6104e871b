import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { More } from '../../ui/More';
import { type Page, usePages } from '../../ui/pages';
import { Empty, Loaded } from '../../ui/states';
import type { AuditRow, Opened } from './types';

/** Who did what, to what, and why. */
export function Audit({ selected, onOpen }: { selected: string | null; onOpen: (o: Opened) => void }) {
  const { t } = useTranslation('records');
  const format = useFormat();
  const pages = usePages<AuditRow>(
    ['records', 'audit'],
    (after) =>
      ask(api.GET('/api/v1/audit', { params: { query: { limit: 100, after } } })) as Promise<Page<AuditRow>>,
  );
  const keyOf = (r: AuditRow) => `${r.at} ${r.action} ${r.subject}`;
  const reasonOf = (r: AuditRow) => String((r.details as { reason?: unknown } | null)?.reason ?? '');
  const columns: Column<AuditRow>[] = [
    { key: 'at', label: t('column.at'), width: 190, cell: (r) => format.moment(r.at) },
    { key: 'who', label: t('column.who'), width: 220, cell: (r) => <bdi>{r.who}</bdi> },
    {
      key: 'action',
      label: t('column.action'),
      width: 220,
      cell: (r) => <span className="mono">{r.action}</span>,
    },
    { key: 'subject', label: t('column.subject'), cell: (r) => <bdi className="mono">{r.subject}</bdi> },
    { key: 'reason', label: t('column.reason'), cell: (r) => <bdi>{reasonOf(r) || '—'}</bdi> },
  ];
  return (
    <Loaded query={pages.query}>
      {(rows) => (
        <DataTable
          label={t('tab.audit')}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          selected={selected}
          onOpen={(r) =>
            onOpen({
              key: keyOf(r),
              title: r.action,
              facts: [
                [t('column.at'), format.moment(r.at)],
                [t('column.who'), r.who],
                [t('column.subject'), r.subject],
              ],
              whole: [[t('details'), r.details]],
            })
          }
          minWidth={860}
          empty={<Empty title={t('none.audit')} />}
          foot={<More pages={pages} />}
        />
      )}
    </Loaded>
  );
}
