import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconDownload, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useFormat } from '../../ui/format';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import { BulkBar } from './BulkBar';
import classes from './Contacts.module.css';
import { clean, parametersOf, readConditions } from './conditions';
import { Filters } from './Filters';
import { ImportCsv } from './ImportCsv';
import { NewContact } from './NewContact';
import { useContacts, useCount } from './query';
import { Rows } from './Rows';
import { Segments } from './Segments';
import type { Conditions } from './types';

const typing_ms = 250;

function Count({ conditions, segment }: { conditions: Conditions; segment?: number }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const found = useCount(conditions, segment).data;
  return (
    <Text size="sm" c="dimmed" aria-live="polite" data-testid="count">
      {found &&
        (found.more
          ? t('list.more_than', { n: format.number(found.count) })
          : t('list.count', { count: found.count }))}
    </Text>
  );
}

/** Everybody that holds the conditions, which stand in the address. */
export function List() {
  const { t } = useTranslation('contacts');
  const { t: shell } = useTranslation();
  const go = useNavigate();
  const search = useSearch({ strict: false }) as { where?: unknown; segment?: unknown };
  const segment = search.segment === undefined ? undefined : Number(search.segment);
  const conditions = readConditions(search.where);
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const mayWrite = useMay('contacts:write');
  const mayExport = useMay('contacts:export');
  const query = useContacts(conditions, segment);
  const show = (where: Conditions, of?: number) => {
    setChosen(new Set());
    const next = {
      ...(Object.keys(where).length > 0 && { where }),
      ...(of !== undefined && { segment: of }),
    };
    void go({ to: '/contacts', search: next as never, replace: true });
  };
  const look = useDebouncedCallback(
    (text: string) => show(clean({ ...conditions, search: text })),
    typing_ms,
  );
  const people = query.data?.pages.flatMap((p) => p.items) ?? [];
  const filtered = segment !== undefined || Object.keys(conditions).length > 0;
  return (
    <Screen
      title={t('title')}
      padded={false}
      actions={
        <>
          {mayExport && (
            <Button
              component="a"
              variant="default"
              href={`/api/v1/contacts/export?${parametersOf(conditions, segment)}`}
              download="contacts.csv"
              leftSection={<IconDownload size={15} />}
            >
              {t('export')}
            </Button>
          )}
          {mayWrite && (
            <>
              <Button
                variant="default"
                leftSection={<IconUpload size={15} />}
                onClick={() => setDialog('import')}
              >
                {t('import.title')}
              </Button>
              <Button leftSection={<IconPlus size={15} />} onClick={() => setDialog('new')}>
                {t('new.title')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={classes.list}>
        <div className={classes.bar}>
          <TextInput
            className={classes.search}
            type="search"
            size="xs"
            aria-label={t('list.search')}
            placeholder={t('list.search')}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            defaultValue={conditions.search ?? ''}
            disabled={segment !== undefined}
            onChange={(e) => look(e.currentTarget.value)}
          />
          <Filters key={JSON.stringify(conditions)} conditions={conditions} onUse={(c) => show(c)} />
          <Segments conditions={conditions} segment={segment} onSegment={(id) => show({}, id)} />
          <Group ml="auto">
            <Count conditions={conditions} segment={segment} />
          </Group>
        </div>
        {chosen.size > 0 && (
          <BulkBar chosen={people.filter((p) => chosen.has(p.id))} onDone={() => setChosen(new Set())} />
        )}
        <div className={classes.rows}>
          <Loaded query={query}>
            {() =>
              people.length > 0 ? (
                <Rows contacts={people} chosen={chosen} onChosen={setChosen} choosing={mayWrite} />
              ) : (
                <Empty title={t(filtered ? 'list.nobody' : 'list.empty')}>
                  {t(filtered ? 'list.nobody_hint' : 'list.empty_hint')}
                </Empty>
              )
            }
          </Loaded>
          {query.hasNextPage && (
            <Group justify="center" p="md">
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {shell('more')}
              </Button>
            </Group>
          )}
        </div>
      </div>
      {dialog === 'new' && <NewContact onClose={() => setDialog(null)} />}
      {dialog === 'import' && <ImportCsv onClose={() => setDialog(null)} />}
    </Screen>
  );
}
