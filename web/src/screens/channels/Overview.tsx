import { Alert, Button, Group, Stack, Title } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './channels.module.css';
import { HealthFacts } from './HealthFacts';
import { Pairing } from './Pairing';
import { useHealth } from './queries';
import { SendTest } from './SendTest';
import { type Channel, needsOf } from './types';
import { WebhookSteps } from './WebhookSteps';

export function Overview({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const asks = channel.type !== 'host';
  const health = useHealth(channel.key, asks);
  return (
    <div>
      {channel.risk && (
        <Alert
          color="warn"
          variant="light"
          icon={<IconAlertTriangle size={18} />}
          maw={720}
          mb="lg"
          title={t('risk')}
        >
          {channel.risk}
        </Alert>
      )}
      <section className={classes.part}>
        <Group justify="space-between" mb="sm">
          <Title order={2}>{t('health')}</Title>
          {asks && (
            <Button
              variant="outline"
              leftSection={<IconRefresh size={15} />}
              loading={health.isFetching}
              onClick={() => void health.refetch()}
            >
              {t('test_connection')}
            </Button>
          )}
        </Group>
        <HealthFacts channel={channel} />
      </section>
      {needsOf(channel.type).qr && (
        <section className={classes.part}>
          <Title order={2} mb="sm">
            {t('pairing.title')}
          </Title>
          <Pairing channelKey={channel.key} />
        </section>
      )}
      {asks && (
        <section className={classes.part}>
          <Title order={2} mb="sm">
            {t('webhook.title')}
          </Title>
          <WebhookSteps channel={channel} />
        </section>
      )}
      {asks && (
        <section className={classes.part}>
          <Stack gap="sm">
            <Title order={2}>{t('send.title')}</Title>
            <SendTest channel={channel} />
          </Stack>
        </section>
      )}
    </div>
  );
}
