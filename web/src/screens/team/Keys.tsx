import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { ShownOnce } from '../../ui/ShownOnce';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { KeyForm } from './KeyForm';
import { keysKey, useKeys } from './queries';
import type { Key } from './types';

function Row({ apiKey, onRevoke }: { apiKey: Key; onRevoke?: () => void }) {
  const { t } = useTranslation('team');
  const format = useFormat();
  return (
    <Table.Tr>
      <Table.Td>
        <bdi>{apiKey.name}</bdi>
      </Table.Td>
      <Table.Td className="mono">{apiKey.prefix}…</Table.Td>
      <Table.Td>
        <Group gap={4}>
          {apiKey.scopes.map((scope) => (
            <Badge key={scope} color="customer" className="mono">
              {scope}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td className="number">
        {apiKey.rate_per_minute > 0 ? t('key.rate_of', { n: format.number(apiKey.rate_per_minute) }) : '—'}
      </Table.Td>
      <Table.Td>{apiKey.last_used_at ? <When at={apiKey.last_used_at} /> : t('key.unused')}</Table.Td>
      <Table.Td>
        {apiKey.revoked_at ? (
          <Badge color="customer">
            {t('key.revoked')} <When at={apiKey.revoked_at} />
          </Badge>
        ) : (
          <Button
            variant="subtle"
            color="bad"
            disabled={!onRevoke}
            onClick={onRevoke}
            aria-label={t('key.revoke_named', { name: apiKey.name })}
          >
            {t('key.revoke')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

export function Keys() {
  const { t } = useTranslation('team');
  const may = useMay('keys:write');
  const keys = useKeys();
  const confirm = useConfirm();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const revoke = useAct(
    (id: number) => ask(api.DELETE('/api/v1/keys/{id}', { params: { path: { id: String(id) } } })),
    { renews: [keysKey], done: t('key.revoked') },
  );
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('keys_hint')}
        </Text>
        <Button leftSection={<IconKey size={15} />} disabled={!may} onClick={() => setMaking(true)}>
          {t('key.add')}
        </Button>
      </Group>
      <Loaded query={keys}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('key.empty')}>{t('key.empty_hint')}</Empty>
          ) : (
            <Table.ScrollContainer minWidth={760}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('key.name')}</Table.Th>
                    <Table.Th>{t('key.prefix')}</Table.Th>
                    <Table.Th>{t('key.scopes')}</Table.Th>
                    <Table.Th className="number">{t('key.rate')}</Table.Th>
                    <Table.Th>{t('key.used')}</Table.Th>
                    <Table.Th>{t('key.state')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((key) => (
                    <Row
                      key={key.id}
                      apiKey={key}
                      onRevoke={
                        may
                          ? () =>
                              confirm.ask({
                                title: t('key.revoke_title', { name: key.name }),
                                text: t('key.revoke_text'),
                                act: t('key.revoke'),
                                danger: true,
                                run: () => revoke.mutate(key.id),
                              })
                          : undefined
                      }
                    />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      <Panel title={t('key.add')} opened={making} onClose={() => setMaking(false)}>
        {making && (
          <KeyForm
            onMade={(secret) => {
              setMaking(false);
              setMade(secret);
            }}
          />
        )}
      </Panel>
      <ShownOnce title={t('key.made')} secret={made} done={t('key.kept')} onClose={() => setMade(null)}>
        {t('key.made_hint')}
      </ShownOnce>
      {confirm.dialog}
    </Stack>
  );
}
