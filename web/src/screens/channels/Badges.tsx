import { Badge, Group } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFlask, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from './types';

/** What has to be known of a channel before anything else: whether it is real, whether it runs, what it risks. */
export function Badges({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  return (
    <Group gap={6}>
      {channel.status === 'active' ? (
        <Badge color="ok" leftSection={<IconCircleCheck size={12} />}>
          {t('state.active')}
        </Badge>
      ) : (
        <Badge color="bad" leftSection={<IconPlayerStop size={12} />}>
          {t('state.stopped')}
        </Badge>
      )}
      {channel.mode === 'simulated' && (
        <Badge color="customer" leftSection={<IconFlask size={12} />}>
          {t('mode.simulated')}
        </Badge>
      )}
      {channel.official === false && (
        <Badge color="warn" leftSection={<IconAlertTriangle size={12} />}>
          {t('unofficial')}
        </Badge>
      )}
    </Group>
  );
}
