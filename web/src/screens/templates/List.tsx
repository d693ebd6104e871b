import { Button, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { IconPlus, IconRefresh, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { told, useAct } from '../../ui/act';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { channelsQuery, templatesKey, templatesQuery } from './query';
import { StatusBadge } from './StatusBadge';
import classes from './Templates.module.css';
import type { Template } from './types';

const statuses = ['DRAFT', 'PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'DELETED'];

type Search = { q?: string; status?: string };

const holds = (t: Template, { q, status }: Search) =>
  (!status || t.status === status) &&
  (!q || t.name.includes(q.toLowerCase()) || t.body.toLowerCase().includes(q.toLowerCase()));

function Languages({ of }: { of: readonly Template[] }) {
  const { t } = useTranslation('templates');
  return (
    <div className={classes.languages}>
      {of.map((one) => (
        <Link key={one.id} className={classes.language} to="/templates/$id" params={{ id: String(one.id) }}>
          <span className="mono">{one.language}</span>
          <StatusBadge status={one.status} />
          {one.quality && one.quality !== 'UNKNOWN' && (
            <Text size="xs" c="dimmed" component="span">
              {t('quality', { quality: one.quality.toLowerCase() })}
            </Text>
          )}
          {one.reason && one.reason !== 'NONE' && (
            <Text size="xs" c="bad" component="span">
              <bdi>{one.reason}</bdi>
            </Text>
          )}
        </Link>
      ))}
    </div>
  );
}

/** One group a name of a channel, in the order in which they came. */
function byName(templates: readonly Template[]): Map<string, Template[]> {
  const groups = new Map<string, Template[]>();
  for (const one of templates) {
    const key = `${one.channel} ${one.name}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

function Matrix({ templates }: { templates: readonly Template[] }) {
  const { t } = useTranslation('templates');
  const groups = byName(templates);
  return (
    <Table className={classes.table} aria-label={t('title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('field.name')}</Table.Th>
          <Table.Th>{t('field.category')}</Table.Th>
          <Table.Th>{t('list.languages')}</Table.Th>
          <Table.Th>{t('list.changed')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...groups].map(([key, of]) => {
          const first = of[0] as Template;
          return (
            <Table.Tr key={key} className={classes.row}>
              <Table.Td className={classes.name}>
                <span className="mono">{first.name}</span>
                <Text size="sm" c="dimmed" lineClamp={1} dir="auto">
                  {first.body}
                </Text>
              </Table.Td>
              <Table.Td>{t(`category.${first.category}`)}</Table.Td>
              <Table.Td>
                <Languages of={of} />
              </Table.Td>
              <Table.Td>
                <When
                  at={of
                    .map((one) => one.updated_at)
                    .toSorted()
                    .at(-1)}
                />
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

/** Brings in what the providers have of every channel. */
function Sync() {
  const { t } = useTranslation('templates');
  const channels = useQuery(channelsQuery).data ?? [];
  const sync = useAct(
    async () => {
      const sum = { added: 0, changed: 0, gone: 0 };
      for (const { key } of channels) {
        const one = await ask(
          api.POST('/api/v1/templates/sync', { params: { query: { channel: key } } as never }),
        );
        sum.added += one.added?.length ?? 0;
        sum.changed += one.changed?.length ?? 0;
        sum.gone += one.gone?.length ?? 0;
      }
      return sum;
    },
    { renews: [templatesKey], what: t('sync.failed') },
  );
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={15} />}
      loading={sync.isPending}
      disabled={channels.length === 0}
      onClick={() => sync.mutate(undefined, { onSuccess: (sum) => told(t('sync.done', sum)) })}
    >
      {t('sync.title')}
    </Button>
  );
}

export function List() {
  const { t } = useTranslation('templates');
  const go = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const may = useMay('templates:write');
  const query = useQuery(templatesQuery);
  const show = (change: Search) =>
    void go({ to: '/templates', search: { ...search, ...change } as never, replace: true });
  return (
    <Screen
      title={t('title')}
      padded={false}
      actions={
        may && (
          <>
            <Sync />
            <Button component={Link} to="/templates/new" leftSection={<IconPlus size={15} />}>
              {t('new')}
            </Button>
          </>
        )
      }
    >
      <div className={classes.list}>
        <Group gap="sm" px="lg" py="sm" className={classes.bar}>
          <TextInput
            type="search"
            size="xs"
            w={280}
            aria-label={t('list.search')}
            placeholder={t('list.search')}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={search.q ?? ''}
            onChange={(e) => show({ q: e.currentTarget.value || undefined })}
          />
          <Select
            size="xs"
            clearable
            aria-label={t('list.status')}
            placeholder={t('list.status')}
            data={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
            value={search.status ?? null}
            onChange={(v) => show({ status: v ?? undefined })}
          />
        </Group>
        <div className={classes.rows}>
          <Loaded query={query}>
            {(all) => {
              const list = all.filter((one) => holds(one, search));
              if (list.length > 0) return <Matrix templates={list} />;
              return (
                <Empty title={t(all.length > 0 ? 'list.none' : 'list.empty')}>
                  {t(all.length > 0 ? 'list.none_hint' : 'list.empty_hint')}
                </Empty>
              );
            }}
          </Loaded>
        </div>
      </div>
    </Screen>
  );
}
