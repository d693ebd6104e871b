import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { told, useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { deliveriesKey } from './queries';

const day = 24 * 3_600_000;

/** The local moment as its field wants it. */
const fieldOf = (at: number) => {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
};

/** Says again all that was given up since a moment. */
export function ReplayDead({ id, opened, onClose }: { id: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const { t: shell } = useTranslation();
  const [since, setSince] = useState(() => fieldOf(Date.now() - day));
  const act = useAct(
    () =>
      ask(
        api.POST('/api/v1/webhooks/{id}/replay', {
          params: { path: { id } },
          body: { since: new Date(since).toISOString() },
        }),
      ),
    { renews: [deliveriesKey(id)], quiet: true },
  );
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('replay_dead')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, {
            onSuccess: (done) => {
              onClose();
              told(t('replayed', { count: done.replayed ?? 0 }));
            },
          });
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('replay_dead_text')}</Text>
          <TextInput
            type="datetime-local"
            label={t('since')}
            value={since}
            onChange={(e) => setSince(e.currentTarget.value)}
            error={hintOf(act.error, 'since')}
            required
          />
          <FormProblem error={act.error} fields={['since']} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {shell('cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('replay_dead')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
