import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import classes from './channels.module.css';
import { healthKey, useLink } from './queries';
import type { NumberLink } from './types';

/** A picture from the gateway is shown only as what it has to be. */
const pictureOf = (qr: string | null | undefined) =>
  qr && /^data:image\/png;base64,[A-Za-z0-9+/=]+$/.test(qr) ? qr : null;

/** Connects a phone by QR code; the code is renewed by the gateway while nobody has scanned it. */
export function Pairing({ channelKey }: { channelKey: string }) {
  const { t } = useTranslation('channels');
  const may = useMay('channels:write');
  const [watching, setWatching] = useState(false);
  const begin = useAct(
    () =>
      ask(
        api.POST('/api/v1/channels/{key}/connect', { params: { path: { key: channelKey } } }),
      ) as Promise<NumberLink>,
    { renews: [healthKey(channelKey), ['channel-qr', channelKey]], what: t('pairing.failed') },
  );
  const link = useLink(channelKey, watching);
  const newest = link.data ?? begin.data;
  const connected = newest?.connection === 'open';
  const picture = pictureOf(newest?.qr) ?? pictureOf(begin.data?.qr);
  if (connected)
    return (
      <Group gap="xs" role="status">
        <IconCircleCheck size={18} color="var(--ok)" aria-hidden="true" />
        <Text fw={550}>{t('pairing.connected')}</Text>
      </Group>
    );
  return (
    <Group align="flex-start" gap="lg">
      {watching && picture ? (
        <img className={classes.qr} src={picture} alt={t('pairing.alt')} width={264} height={264} />
      ) : (
        <div className={classes.blank}>
          <Text size="sm" c="dimmed">
            {watching && !begin.isError ? t('pairing.waiting') : t('pairing.none')}
          </Text>
        </div>
      )}
      <Stack gap="sm" maw={360}>
        <ol className={classes.steps}>
          <li>{t('pairing.step_1')}</li>
          <li>{t('pairing.step_2')}</li>
          <li>{t('pairing.step_3')}</li>
        </ol>
        {newest?.pairing_code && (
          <Text size="sm">
            {t('pairing.code')} <Code>{newest.pairing_code}</Code>
          </Text>
        )}
        <Group>
          <Button
            leftSection={<IconQrcode size={15} />}
            disabled={!may}
            loading={begin.isPending}
            onClick={() => begin.mutate(undefined, { onSuccess: () => setWatching(true) })}
          >
            {watching ? t('pairing.again') : t('pairing.begin')}
          </Button>
        </Group>
      </Stack>
    </Group>
  );
}
