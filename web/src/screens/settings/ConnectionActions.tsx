import { Alert, Button, Group, Stack } from '@mantine/core';
import { IconCircleCheck, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import { connectionsKey, type Kind, removeConnection, testConnection } from './connection';

export function ConnectionActions({ kind }: { kind: Kind }) {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation();
  const may = useMay('channels:write');
  const confirm = useConfirm();
  const test = useAct(() => testConnection(kind));
  const remove = useAct(() => removeConnection(kind), {
    renews: [connectionsKey],
    done: t('connection.removed'),
  });
  return (
    <Stack gap="sm" mt="sm">
      <Group>
        <Button
          variant="outline"
          leftSection={<IconPlugConnected size={15} />}
          disabled={!may}
          loading={test.isPending}
          onClick={() => test.mutate(undefined)}
        >
          {t('connection.test')}
        </Button>
        <Button
          variant="subtle"
          color="bad"
          disabled={!may}
          onClick={() =>
            confirm.ask({
              title: t('connection.remove_title'),
              text: t('connection.remove_text'),
              act: shell('delete'),
              danger: true,
              run: () => remove.mutate(undefined),
            })
          }
        >
          {shell('delete')}
        </Button>
      </Group>
      {test.data && (
        <Alert
          role="status"
          variant="light"
          color={test.data.ok ? 'ok' : 'bad'}
          icon={test.data.ok ? <IconCircleCheck size={18} /> : <IconPlugConnectedX size={18} />}
          title={test.data.ok ? t('connection.works') : t('connection.broken')}
        >
          {test.data.detail} ({test.data.took_ms} ms)
        </Alert>
      )}
      {confirm.dialog}
    </Stack>
  );
}
