import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import { Panel } from '../../ui/Panel';
import { ShownOnce } from '../../ui/ShownOnce';
import { deliveriesKey, webhooksKey } from './queries';
import type { Webhook } from './types';
import { WebhookForm } from './WebhookForm';

export function Actions({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const { t: shell } = useTranslation();
  const may = useMay('webhooks:write');
  const go = useNavigate();
  const confirm = useConfirm();
  const [editing, setEditing] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const params = { path: { id: webhook.id } };
  const renews = [webhooksKey, deliveriesKey(webhook.id)];
  const test = useAct(() => ask(api.POST('/api/v1/webhooks/{id}/test', { params })), {
    renews,
    done: t('tested'),
  });
  const enable = useAct(
    (enabled: boolean) => ask(api.PATCH('/api/v1/webhooks/{id}', { params, body: { enabled } })),
    { renews, done: t('saved') },
  );
  const rotate = useAct(
    () => ask(api.POST('/api/v1/webhooks/{id}/secret', { params, body: { keep_previous_hours: 24 } })),
    { renews },
  );
  const remove = useAct(() => ask(api.DELETE('/api/v1/webhooks/{id}', { params })), {
    renews: [webhooksKey],
    done: t('removed'),
  });
  return (
    <>
      <Button
        variant="outline"
        leftSection={<IconSend size={15} />}
        disabled={!may}
        loading={test.isPending}
        onClick={() => test.mutate(undefined)}
      >
        {t('test')}
      </Button>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('actions')} disabled={!may}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setEditing(true)}>
            {t('edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRefresh size={15} />}
            onClick={() =>
              confirm.ask({
                title: t('rotate_title'),
                text: t('rotate_text'),
                act: t('rotate'),
                run: () => rotate.mutate(undefined, { onSuccess: (made) => setSecret(made.secret) }),
              })
            }
          >
            {t('rotate')}
          </Menu.Item>
          {webhook.enabled ? (
            <Menu.Item leftSection={<IconPlayerPause size={15} />} onClick={() => enable.mutate(false)}>
              {t('disable')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconPlayerPlay size={15} />} onClick={() => enable.mutate(true)}>
              {t('enable')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            color="bad"
            leftSection={<IconTrash size={15} />}
            onClick={() =>
              confirm.ask({
                title: t('remove_title'),
                text: t('remove_text'),
                act: shell('delete'),
                danger: true,
                run: () => remove.mutate(undefined, { onSuccess: () => void go({ to: '/webhooks' }) }),
              })
            }
          >
            {shell('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Panel title={t('edit')} opened={editing} onClose={() => setEditing(false)}>
        {editing && <WebhookForm webhook={webhook} onDone={() => setEditing(false)} />}
      </Panel>
      <ShownOnce
        title={t('secret.made')}
        secret={secret}
        done={t('secret.kept')}
        onClose={() => setSecret(null)}
      >
        {t('secret.hint')}
      </ShownOnce>
      {confirm.dialog}
    </>
  );
}
