import { Badge, Button, Group, Select, Stack, Switch, Table, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../ui/address';
import { Facts } from '../../ui/Facts';
import { Panel } from '../../ui/Panel';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import classes from './channels.module.css';
import { readLog } from './queries';
import type { Exchange } from './types';

const kinds = ['webhook', 'send', 'media', 'manage', 'mark_read'] as const;

function Outcome({ line }: { line: Exchange }) {
  const { t } = useTranslation('channels');
  return (
    <Badge color={line.failed ? 'bad' : 'ok'}>
      {line.failed ? t('log.failed') : t('log.fine')} {line.status || ''}
    </Badge>
  );
}

function LineDetails({ line }: { line: Exchange }) {
  const { t } = useTranslation('channels');
  return (
    <Stack gap="md">
      <Facts
        items={[
          [t('log.at'), <When key="at" at={line.at} exact />],
          [t('log.outcome'), <Outcome key="outcome" line={line} />],
          [t('log.note'), line.note],
          [t('log.took'), `${line.took_ms} ms`],
          [t('log.url'), <span key="url" className="mono">{`${line.method} ${line.url}`}</span>],
          [t('log.provider_id'), line.provider_id && <span className="mono">{line.provider_id}</span>],
        ]}
      />
      {(['request', 'response'] as const).map((side) =>
        line[side] ? (
          <div key={side}>
            <Text size="sm" fw={550} mb={4}>
              {t(`log.${side}`)}
            </Text>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, and has to by keyboard too */}
            <pre className={`mono ${classes.body}`} tabIndex={0}>
              {line[side]}
            </pre>
          </div>
        ) : null,
      )}
    </Stack>
  );
}

/** What was said between us and the provider, newest first. */
export function Log({ channelKey }: { channelKey: string }) {
  const { t } = useTranslation('channels');
  const { t: shell } = useTranslation();
  const [search, change] = useAddress();
  const [line, setLine] = useState<Exchange | null>(null);
  const filter = {
    ...(search.kind && { kind: search.kind }),
    ...(search.failed === 'yes' && { failed: true }),
  };
  const log = useInfiniteQuery({
    queryKey: ['channel-log', channelKey, filter],
    queryFn: ({ pageParam }) =>
      readLog(channelKey, { ...filter, limit: 50, ...(pageParam && { after: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  return (
    <Stack gap="md">
      <Group>
        <Select
          aria-label={t('log.kind')}
          value={search.kind ?? ''}
          onChange={(kind) => change({ kind: kind ?? '' })}
          data={[
            { value: '', label: t('log.all') },
            ...kinds.map((k) => ({ value: k, label: t(`log.kinds.${k}`) })),
          ]}
        />
        <Switch
          label={t('log.only_failed')}
          checked={search.failed === 'yes'}
          onChange={(e) => change({ failed: e.currentTarget.checked ? 'yes' : '' })}
        />
        <Button variant="default" onClick={() => void log.refetch()} loading={log.isRefetching}>
          {t('log.renew')}
        </Button>
      </Group>
      <Loaded query={log}>
        {({ pages }) => {
          const lines = pages.flatMap((p) => p.items);
          if (lines.length === 0) return <Empty title={t('log.empty')}>{t('log.empty_hint')}</Empty>;
          return (
            <Table.ScrollContainer minWidth={720}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('log.at')}</Table.Th>
                    <Table.Th>{t('log.kind')}</Table.Th>
                    <Table.Th>{t('log.outcome')}</Table.Th>
                    <Table.Th>{t('log.note')}</Table.Th>
                    <Table.Th className="number">{t('log.took')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {lines.map((l) => (
                    <Table.Tr key={l.id}>
                      <Table.Td>
                        <When at={l.at} exact />
                      </Table.Td>
                      <Table.Td>
                        <UnstyledButton onClick={() => setLine(l)} fz="sm" td="underline">
                          {t(`log.kinds.${l.kind}`)}
                        </UnstyledButton>
                      </Table.Td>
                      <Table.Td>
                        <Outcome line={l} />
                      </Table.Td>
                      <Table.Td>{l.note || <span className="mono">{l.provider_id}</span>}</Table.Td>
                      <Table.Td className="number">{l.took_ms} ms</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          );
        }}
      </Loaded>
      {log.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {shell('more')}
          </Button>
        </Group>
      )}
      <Panel
        title={line ? t(`log.kinds.${line.kind}`) : ''}
        opened={line !== null}
        onClose={() => setLine(null)}
        size={560}
      >
        {line && <LineDetails line={line} />}
      </Panel>
    </Stack>
  );
}
