import { Anchor, Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Badges } from './Badges';
import classes from './channels.module.css';
import { HealthFacts } from './HealthFacts';
import { type Channel, providerOf } from './types';

export function ChannelCard({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  return (
    <article className={classes.card}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="sm">
        <div>
          <Title order={2}>
            <Anchor component={Link} to={`/channels/${channel.key}`} inherit>
              {channel.key}
            </Anchor>
          </Title>
          <Text size="sm" c="dimmed">
            {t(`provider.${providerOf(channel.type)}`)}
          </Text>
        </div>
        <Badges channel={channel} />
      </Group>
      <HealthFacts channel={channel} />
    </article>
  );
}
