import { Anchor, Drawer, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';
import { type Column, DataTable } from '../../ui/DataTable';
import { More } from '../../ui/More';
import { type Page, usePages } from '../../ui/pages';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import type { Behind, Range } from './types';

type Conversation = components['schemas']['conversation'];

/** The conversations that a number was counted from. */
export function BehindDrawer({
  behind,
  range,
  onClose,
}: {
  behind: Behind;
  range: Range;
  onClose: () => void;
}) {
  const { t } = useTranslation('dashboard');
  const shell = useTranslation().t;
  const { figure, reason, code } = behind;
  const pages = usePages<Conversation>(
    ['reports', 'behind', figure, reason, code, range.from, range.to],
    (after) =>
      ask(
        api.GET('/api/v1/reports/conversations', {
          params: { query: { figure, reason, code, from: range.from, to: range.to, after, limit: 50 } },
        }),
      ) as Promise<Page<Conversation>>,
  );
  const columns: Column<Conversation>[] = [
    {
      key: 'who',
      label: t('column.who'),
      cell: (c) => (
        <Anchor component={Link} to={`/inbox/${c.id}`} size="sm">
          <bdi>{c.contact_name || c.phone}</bdi>
        </Anchor>
      ),
    },
    { key: 'preview', label: t('column.last'), cell: (c) => <bdi>{c.preview}</bdi> },
    { key: 'at', label: t('column.at'), width: 80, cell: (c) => <When at={c.last_activity_at} /> },
  ];
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={behind.title}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('behind_text')}
      </Text>
      <Loaded query={pages.query}>
        {(rows) => (
          <DataTable
            label={behind.title}
            columns={columns}
            rows={rows}
            keyOf={(c) => c.id}
            empty={<Empty title={t('behind_none')} />}
            foot={<More pages={pages} />}
          />
        )}
      </Loaded>
    </Drawer>
  );
}
