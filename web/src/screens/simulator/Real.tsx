import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../api/session';
import { Empty, Loaded } from '../../ui/states';
import { channelsQuery } from './channels';
import { PersonaBar } from './PersonaBar';
import { useCast } from './personas';
import { RealPhone } from './RealPhone';
import { RealTrace } from './RealTrace';
import classes from './Simulator.module.css';
import type { Channel } from './types';

/** Customers of a simulated channel, and beside them what the real engine does with what they say. */
export function Real() {
  const { t } = useTranslation('simulator');
  const channels = useQuery(channelsQuery);
  return (
    <Loaded query={channels}>
      {(list) =>
        list.length > 0 ? (
          <Customers channels={list} />
        ) : (
          <Empty title={t('no_channel')}>{t('no_channel_hint')}</Empty>
        )
      }
    </Loaded>
  );
}

type Shown = { phone: string; id: string | null; answeredIn: number | null };

function Customers({ channels }: { channels: Channel[] }) {
  const { t } = useTranslation('simulator');
  const { tenant } = useAccount();
  const [cast, setCast] = useCast();
  const [channel, setChannel] = useState(channels[0]?.key ?? '');
  const [shown, setShown] = useState<Shown | null>(null);
  const open = cast.known.filter((p) => cast.open.includes(p.phone));
  const focused = open.find((p) => p.phone === shown?.phone) ?? open[0];
  return (
    <div className={classes.real}>
      <PersonaBar cast={cast} onCast={setCast} channels={channels} channel={channel} onChannel={setChannel} />
      <div className={classes.stage}>
        <div className={classes.phones}>
          {open.map((persona) => (
            <Seat
              key={`${channel} ${persona.phone}`}
              channel={channel}
              persona={persona}
              title={tenant.name ?? ''}
              suggestion={t('hello')}
              focused={persona.phone === focused?.phone}
              onShown={setShown}
            />
          ))}
        </div>
        <section className={classes.trace} aria-label={t('trace')}>
          <Stack gap="sm">
            <Group justify="space-between">
              <Title order={2}>{t('trace')}</Title>
              {open.length > 1 && focused && (
                <Text size="sm" c="dimmed">
                  <bdi>{focused.name}</bdi>
                </Text>
              )}
            </Group>
            {shown?.id && shown.phone === focused?.phone ? (
              <RealTrace key={shown.id} id={shown.id} answeredIn={shown.answeredIn} />
            ) : (
              <Text size="sm" c="dimmed">
                {t('trace_empty')}
              </Text>
            )}
          </Stack>
        </section>
      </div>
    </div>
  );
}

function Seat({
  onShown,
  ...phone
}: Omit<Parameters<typeof RealPhone>[0], 'onThread'> & { onShown: (shown: Shown) => void }) {
  const number = phone.persona.phone;
  const onThread = useCallback(
    (id: string | null, answeredIn: number | null) => onShown({ phone: number, id, answeredIn }),
    [number, onShown],
  );
  return <RealPhone {...phone} onThread={onThread} />;
}
