import {
  Badge,
  Button,
  Group,
  SegmentedControl,
  Stack,
  Table,
  Text,
  Title,
  UnstyledButton,
} from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAddress } from '../../ui/address';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { DeliveryDetails } from './DeliveryDetails';
import { useDeliveries } from './queries';
import { ReplayDead } from './ReplayDead';
import { type Delivery, deliveryStates } from './types';

export const colourOf = { pending: 'warn', delivered: 'ok', dead: 'bad' } as const;

function Row({ delivery, onOpen }: { delivery: Delivery; onOpen: () => void }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  return (
    <Table.Tr>
      <Table.Td>
        <When at={delivery.created_at} exact />
      </Table.Td>
      <Table.Td>
        <UnstyledButton className="mono" td="underline" onClick={onOpen}>
          {delivery.type}
        </UnstyledButton>
      </Table.Td>
      <Table.Td>
        <Badge color={colourOf[delivery.state]}>{t(`delivery.${delivery.state}`)}</Badge>
      </Table.Td>
      <Table.Td className="number">{format.number(delivery.attempts)}</Table.Td>
      <Table.Td>{delivery.last_status ? delivery.last_status : delivery.last_error}</Table.Td>
      <Table.Td className="number">{delivery.last_attempt_at ? `${delivery.last_took_ms} ms` : '—'}</Table.Td>
    </Table.Tr>
  );
}

/** What the subscriber was told or is to be told, the latest first. */
export function Deliveries({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const { t: shell } = useTranslation();
  const may = useMay('webhooks:write');
  const [search, change] = useAddress();
  const state = search.state ?? '';
  const deliveries = useDeliveries(id, state);
  const [open, setOpen] = useState<string | null>(null);
  const [replaying, setReplaying] = useState(false);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>{t('deliveries')}</Title>
        <Group>
          <SegmentedControl
            size="xs"
            aria-label={t('state.title')}
            value={state}
            onChange={(next) => change({ state: next })}
            data={[
              { value: '', label: t('delivery.all') },
              ...deliveryStates.map((s) => ({ value: s, label: t(`delivery.${s}`) })),
            ]}
          />
          <Button
            variant="outline"
            leftSection={<IconRepeat size={15} />}
            disabled={!may}
            onClick={() => setReplaying(true)}
          >
            {t('replay_dead')}
          </Button>
        </Group>
      </Group>
      <Loaded query={deliveries}>
        {({ pages }) => {
          const items = pages.flatMap((p) => p.items);
          if (items.length === 0)
            return <Empty title={t('delivery.empty')}>{t('delivery.empty_hint')}</Empty>;
          return (
            <Table.ScrollContainer minWidth={760}>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('delivery.at')}</Table.Th>
                    <Table.Th>{t('delivery.type')}</Table.Th>
                    <Table.Th>{t('state.title')}</Table.Th>
                    <Table.Th className="number">{t('delivery.attempts')}</Table.Th>
                    <Table.Th>{t('delivery.answer')}</Table.Th>
                    <Table.Th className="number">{t('delivery.took')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((d) => (
                    <Row key={d.id} delivery={d} onOpen={() => setOpen(d.id)} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          );
        }}
      </Loaded>
      {deliveries.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={deliveries.isFetchingNextPage}
            onClick={() => void deliveries.fetchNextPage()}
          >
            {shell('more')}
          </Button>
        </Group>
      )}
      <Panel
        title={<Text className="mono">{open ?? ''}</Text>}
        opened={open !== null}
        onClose={() => setOpen(null)}
        size={560}
      >
        {open && <DeliveryDetails id={id} delivery={open} />}
      </Panel>
      <ReplayDead id={id} opened={replaying} onClose={() => setReplaying(false)} />
    </Stack>
  );
}
