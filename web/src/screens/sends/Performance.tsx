import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useFormat } from '../../ui/format';
import { Empty, Loaded } from '../../ui/states';
import { quantile } from './quantile';
import classes from './Sends.module.css';
import { useStats } from './useStats';

type Exchange = { kind?: string; took_ms?: number; failed?: boolean; channel?: string };

/** Since the start of the process: until a send stands in the outbox, and until the provider has accepted it. */
function Measured() {
  const { t } = useTranslation('sends');
  const format = useFormat();
  const { data } = useStats();
  if (!data?.performance) return null;
  const ms = (value: number | null) => (value === null ? '—' : t('ms', { n: format.number(value, 1) }));
  const { accepted, provider } = data.performance;
  return (
    <dl className={classes.figures} aria-label={t('since_start')}>
      <Figure name={t('until_accepted')} value={format.number(accepted.count)} />
      <Figure name="p50" value={ms(accepted.p50_ms)} />
      <Figure name="p95" value={ms(accepted.p95_ms)} />
      <Figure name={t('until_provider')} value={format.number(provider.count)} />
      <Figure name="p50" value={ms(provider.p50_ms)} />
      <Figure name="p95" value={ms(provider.p95_ms)} />
    </dl>
  );
}

/** How long the providers take to accept a message: of the newest hundred sends of each channel. */
export function Performance() {
  const { t } = useTranslation('sends');
  const query = useQuery({
    queryKey: ['tasks', 'performance'],
    queryFn: async () => {
      const channels = (await ask(api.GET('/api/v1/channels'))).items ?? [];
      return Promise.all(
        channels.map(async ({ key = '' }) => ({
          key,
          sends: ((
            await ask(
              api.GET('/api/v1/channels/{key}/log', {
                params: { path: { key }, query: { kind: 'send', limit: 100 } },
              }),
            )
          ).items ?? []) as Exchange[],
        })),
      );
    },
    refetchInterval: 5000,
  });
  return (
    <Loaded query={query}>
      {(channels) =>
        channels.every((c) => c.sends.length === 0) ? (
          <Empty title={t('no_times')}>{t('no_times_hint')}</Empty>
        ) : (
          <Stack gap={0}>
            <Measured />
            {channels.map((c) => (
              <Times key={c.key} channel={c.key} sends={c.sends} />
            ))}
            <Text size="xs" c="dimmed" p="md">
              {t('times_of')}
            </Text>
          </Stack>
        )
      }
    </Loaded>
  );
}

function Times({ channel, sends }: { channel: string; sends: readonly Exchange[] }) {
  const { t } = useTranslation('sends');
  const format = useFormat();
  const times = sends.filter((s) => !s.failed).map((s) => s.took_ms ?? 0);
  const ms = (share: number) => {
    const value = quantile(times, share);
    return value === null ? '—' : t('ms', { n: format.number(value) });
  };
  const failed = sends.filter((s) => s.failed).length;
  return (
    <dl className={classes.figures} aria-label={channel}>
      <Figure name={t('column.channel')} value={channel} />
      <Figure name={t('measured')} value={format.number(sends.length)} />
      <Figure name="p50" value={ms(0.5)} />
      <Figure name="p95" value={ms(0.95)} />
      <Figure name={t('slowest')} value={ms(1)} />
      <Figure name={t('refused')} value={format.number(failed)} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
