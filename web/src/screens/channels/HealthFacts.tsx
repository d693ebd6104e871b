import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/Facts';
import { useFormat } from '../../ui/format';
import { ProblemNote } from '../../ui/ProblemNote';
import { When } from '../../ui/When';
import { useHealth, useNewest } from './queries';
import type { Channel, Health } from './types';

const known = {
  quality: ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'],
  connection: ['open', 'connecting', 'close'],
} as const;

function Word({ kind, value }: { kind: keyof typeof known; value: string }) {
  const { t } = useTranslation('channels');
  const colour = { GREEN: 'ok', open: 'ok', YELLOW: 'warn', connecting: 'warn', RED: 'bad', close: 'bad' }[
    value
  ];
  const words = (known[kind] as readonly string[]).includes(value) ? t(`${kind}.${value}`) : value;
  return (
    <Text span size="sm" fw={550} c={colour}>
      {words}
    </Text>
  );
}

/** How the number is, as the provider has it; and when it was last heard of. */
export function HealthFacts({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const asks = channel.type !== 'host';
  const health = useHealth(channel.key, asks);
  const heard = useNewest(channel.key, { kind: 'webhook' });
  const failed = useNewest(channel.key, { kind: 'send', failed: true });
  if (health.error && !health.data)
    return <ProblemNote error={health.error} onRetry={() => void health.refetch()} />;
  const h: Partial<Health> = health.data ?? {};
  const token = channel.credentials.access_token;
  return (
    <>
      <Facts
        items={[
          [t('fact.number'), channel.phone_number && <bdi>{channel.phone_number}</bdi>],
          [
            t('fact.number_id'),
            channel.phone_number_id && <span className="mono">{channel.phone_number_id}</span>,
          ],
          [t('fact.connection'), h.connection && <Word kind="connection" value={h.connection} />],
          [t('fact.quality'), h.quality && <Word kind="quality" value={h.quality} />],
          [t('fact.rate'), h.rate_per_second && t('per_second', { n: format.number(h.rate_per_second) })],
          [t('fact.limit'), h.limit],
          [
            t('fact.token'),
            token.set && (token.last4 ? t('token_ends', { last4: token.last4 }) : t('token_set')),
          ],
          [
            t('fact.webhook'),
            heard.data === null ? t('never') : heard.data && <When at={heard.data.at} exact />,
          ],
          [t('fact.failed'), failed.data && <When at={failed.data.at} exact />],
        ]}
      />
      {(h.note || h.reason) && (
        <Text size="xs" c="dimmed" mt="xs">
          {h.note || h.reason}
        </Text>
      )}
    </>
  );
}
