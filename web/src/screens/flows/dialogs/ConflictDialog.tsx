import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../ui/act';
import { useFormat } from '../../../ui/format';
import type { Conflict, DraftInHand } from '../editor/useDraft';
import { diffOf } from '../model/diff';
import { addFlow, keys } from '../requests';
import { DiffView } from './DiffView';

/** Somebody else has saved meanwhile: who, what differs, and three ways on. None of them loses anything. */
export function ConflictDialog({ draft, conflict }: { draft: DraftInHand; conflict: Conflict }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const go = useNavigate();
  const copy = useAct(
    async () => {
      const name = t('conflict.copy_name', { name: draft.name }).slice(0, 100);
      const made = await addFlow(name, { ...draft.graph, name });
      draft.takeTheirs(conflict);
      await go({ to: '/flows/$id', params: { id: String(made.id) } });
    },
    { renews: [[...keys.all]], done: t('conflict.copied') },
  );
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size="xl"
      title={t('conflict.title')}
    >
      <Stack gap="md">
        <Text size="sm">
          {t('conflict.who', {
            who: conflict.by,
            when: format.moment(conflict.at),
            revision: conflict.revision,
          })}
        </Text>
        <DiffView
          diff={diffOf(conflict.theirs, draft.graph)}
          before={t('conflict.theirs')}
          after={t('conflict.mine')}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="outline" color="bad" onClick={() => draft.overwrite(conflict)}>
            {t('conflict.overwrite')}
          </Button>
          <Button variant="default" onClick={() => copy.mutate(undefined)} loading={copy.isPending}>
            {t('conflict.copy')}
          </Button>
          <Button data-autofocus onClick={() => draft.takeTheirs(conflict)}>
            {t('conflict.take')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
