import { Anchor, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { Panel } from '../../ui/Panel';
import { Screen } from '../../ui/Screen';
import { ShownOnce } from '../../ui/ShownOnce';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { Detail } from './Detail';
import { useWebhooks } from './queries';
import { State } from './State';
import type { Webhook } from './types';
import { WebhookForm } from './WebhookForm';

function Row({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/webhooks/${webhook.id}`} size="sm" fw={550}>
          <bdi>{webhook.description || new URL(webhook.url).host}</bdi>
        </Anchor>
        <Text size="xs" className="mono" c="dimmed">
          {webhook.url}
        </Text>
      </Table.Td>
      <Table.Td>
        <State webhook={webhook} />
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {webhook.events.length === 0 ? (
            <Badge color="customer">{t('all_events')}</Badge>
          ) : (
            webhook.events.map((event) => (
              <Badge key={event} color="customer" className="mono">
                {event}
              </Badge>
            ))
          )}
        </Group>
      </Table.Td>
      <Table.Td>{webhook.last_success_at ? <When at={webhook.last_success_at} /> : t('never')}</Table.Td>
    </Table.Tr>
  );
}

function List() {
  const { t } = useTranslation('webhooks');
  const may = useMay('webhooks:write');
  const webhooks = useWebhooks();
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Screen
      title={t('title')}
      actions={
        <Button
          leftSection={<IconPlus size={15} />}
          disabled={!may}
          title={may ? undefined : t('may_not')}
          onClick={() => setMaking(true)}
        >
          {t('add')}
        </Button>
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('hint')}
        </Text>
        <Loaded query={webhooks}>
          {(items) =>
            items.length === 0 ? (
              <Empty title={t('empty')}>{t('empty_hint')}</Empty>
            ) : (
              <Table.ScrollContainer minWidth={720}>
                <Table highlightOnHover>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{t('where')}</Table.Th>
                      <Table.Th>{t('state.title')}</Table.Th>
                      <Table.Th>{t('events')}</Table.Th>
                      <Table.Th>{t('last_success')}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((webhook) => (
                      <Row key={webhook.id} webhook={webhook} />
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            )
          }
        </Loaded>
      </Stack>
      <Panel title={t('add')} opened={making} onClose={() => setMaking(false)}>
        {making && (
          <WebhookForm
            onDone={(made) => {
              setMaking(false);
              setSecret(made ?? null);
            }}
          />
        )}
      </Panel>
      <ShownOnce
        title={t('secret.made')}
        secret={secret}
        done={t('secret.kept')}
        onClose={() => setSecret(null)}
      >
        {t('secret.hint')}
      </ShownOnce>
    </Screen>
  );
}

export default function Webhooks() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Detail id={id} /> : <List />;
}
