import { Anchor, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAddress } from '../../ui/address';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import classes from './docs.module.css';
import { type Document, type Operation, operationsOf, search } from './model';
import { OperationView } from './Operation';

function Reference({ document }: { document: Document }) {
  const { t } = useTranslation('docs');
  const [address, change] = useAddress();
  const typed = address.q ?? '';
  const sought = useDeferredValue(typed);
  const all = useMemo(() => operationsOf(document), [document]);
  const found = useMemo(() => search(all, sought), [all, sought]);
  const groups = useMemo(() => {
    const by = new Map<string, Operation[]>();
    for (const o of found) by.set(o.group, [...(by.get(o.group) ?? []), o]);
    return [...by];
  }, [found]);
  const chosen = found.find((o) => o.id === address.op) ?? found[0];
  return (
    <div className={classes.page}>
      <nav className={classes.list} aria-label={t('operations')}>
        <TextInput
          className={classes.search}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          value={typed}
          onChange={(e) => change({ q: e.currentTarget.value })}
        />
        <Text size="xs" c="dimmed" px="sm" role="status">
          {t('found', { count: found.length })}
        </Text>
        {groups.map(([group, operations]) => (
          <section key={group}>
            <h2 className={classes.group}>{group}</h2>
            {operations.map((o) => (
              <UnstyledButton
                key={o.id}
                className={classes.entry}
                aria-current={o.id === chosen?.id ? 'page' : undefined}
                onClick={() => change({ op: o.id }, false)}
              >
                <span className={classes.method}>{o.method}</span>
                <span className={classes.path}>{o.path}</span>
              </UnstyledButton>
            ))}
          </section>
        ))}
      </nav>
      <div className={classes.details}>
        {chosen ? (
          <OperationView key={chosen.id} document={document} operation={chosen} />
        ) : (
          <Empty title={t('nothing')} />
        )}
      </div>
    </div>
  );
}

/** The reference of the API, made from the document that the server itself gives. */
export default function Docs() {
  const { t } = useTranslation('docs');
  const document = useQuery({
    queryKey: ['openapi'],
    queryFn: () => ask(api.GET('/api/openapi.json')) as Promise<unknown> as Promise<Document>,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Screen
      title={t('title')}
      padded={false}
      actions={
        <Anchor href="/api/openapi.json" size="sm" download>
          {t('download')}
        </Anchor>
      }
    >
      <Loaded query={document}>{(d) => <Reference document={d} />}</Loaded>
    </Screen>
  );
}
