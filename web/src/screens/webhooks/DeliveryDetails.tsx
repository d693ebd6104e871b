import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { Facts } from '../../ui/Facts';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { colourOf } from './Deliveries';
import { deliveriesKey, useDelivery } from './queries';
import classes from './webhooks.module.css';

function Body({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Text size="sm" fw={550} mb={4}>
        {title}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, and has to by keyboard too */}
      <pre className={`mono ${classes.body}`} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}

/** One delivery: what was said, what was answered, and saying it again. */
export function DeliveryDetails({ id, delivery }: { id: string; delivery: string }) {
  const { t } = useTranslation('webhooks');
  const may = useMay('webhooks:write');
  const query = useDelivery(id, delivery);
  const replay = useAct(
    () =>
      ask(
        api.POST('/api/v1/webhooks/{id}/deliveries/{delivery}/replay', {
          params: { path: { id, delivery } },
        }),
      ),
    { renews: [deliveriesKey(id)], done: t('replaying') },
  );
  return (
    <Loaded query={query}>
      {(d) => (
        <Stack gap="md">
          <Facts
            items={[
              [
                t('delivery.type'),
                <span key="type" className="mono">
                  {d.type}
                </span>,
              ],
              [
                t('state.title'),
                <Badge key="state" color={colourOf[d.state]}>
                  {t(`delivery.${d.state}`)}
                </Badge>,
              ],
              [t('delivery.at'), <When key="at" at={d.created_at} exact />],
              [t('delivery.attempts'), d.attempts],
              [t('delivery.last'), d.last_attempt_at && <When at={d.last_attempt_at} exact />],
              [t('delivery.next'), d.next_attempt_at && <When at={d.next_attempt_at} exact />],
              [t('delivery.answer'), d.last_status || d.last_error],
              [t('delivery.took'), d.last_attempt_at && `${d.last_took_ms} ms`],
            ]}
          />
          <Body title={t('delivery.request')} text={JSON.stringify(d.body, null, 2)} />
          {d.last_answer && <Body title={t('delivery.response')} text={d.last_answer} />}
          <Group>
            <Button
              variant="outline"
              leftSection={<IconRepeat size={15} />}
              disabled={!may || d.state === 'pending'}
              title={d.state === 'pending' ? t('replay_pending') : undefined}
              loading={replay.isPending}
              onClick={() => replay.mutate(undefined)}
            >
              {t('replay')}
            </Button>
          </Group>
        </Stack>
      )}
    </Loaded>
  );
}
