import { Group, Loader, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { Copyable } from '../../ui/Copyable';
import { When } from '../../ui/When';
import classes from './channels.module.css';
import { useNewest } from './queries';
import { type Channel, providerOf } from './types';

const meta_events =
  'messages, smb_message_echoes, history, message_template_status_update, message_template_quality_update, ' +
  'template_category_update, phone_number_quality_update, business_capability_update, account_update, ' +
  'account_alerts, user_preferences, user_id_update';
const evolution_events =
  'MESSAGES_UPSERT, MESSAGES_UPDATE, MESSAGES_EDITED, MESSAGES_DELETE, CONNECTION_UPDATE, QRCODE_UPDATED';

function Arrived({ channelKey }: { channelKey: string }) {
  const { t } = useTranslation('channels');
  const newest = useNewest(channelKey, { kind: 'webhook' }, 3000);
  if (!useMay('channels:log')) return null;
  if (!newest.data)
    return (
      <Group gap="xs" role="status">
        <Loader size={14} />
        <Text size="sm" c="dimmed">
          {t('webhook.waiting')}
        </Text>
      </Group>
    );
  return (
    <Group gap="xs" role="status">
      <IconCircleCheck size={16} color="var(--ok)" aria-hidden="true" />
      <Text size="sm">
        {t('webhook.arrived')} <When at={newest.data.at} exact />
      </Text>
    </Group>
  );
}

/** What is to be done at the provider so that customers' messages come here, with what has to be copied. */
export function WebhookSteps({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const url = new URL(channel.webhook_url, location.origin).href;
  const provider = providerOf(channel.type);
  return (
    <Stack gap="md">
      <ol className={classes.steps}>
        <li>
          {t('webhook.address')}
          <Copyable text={url} />
        </li>
        {provider === 'meta' && (
          <>
            <li>{t('webhook.meta_verify')}</li>
            <li>
              {t('webhook.meta_fields')}
              <Copyable text={meta_events} />
            </li>
            <li>
              {t('webhook.meta_subscribe')}
              <Copyable text={`POST /${channel.account_id || 'ACCOUNT_ID'}/subscribed_apps`} />
            </li>
          </>
        )}
        {provider === 'ycloud' && <li>{t('webhook.ycloud_events')}</li>}
        {provider === 'evolution' && (
          <>
            <li>
              {t('webhook.evolution_events')}
              <Copyable text={evolution_events} />
            </li>
            <li>
              {t('webhook.evolution_secret')}
              <Copyable text="X-Charla-Secret" />
            </li>
          </>
        )}
        <li>{t('webhook.write')}</li>
      </ol>
      <Arrived channelKey={channel.key} />
    </Stack>
  );
}
