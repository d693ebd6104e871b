import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../ui/states';
import type { Graph } from '../model/graph';
import classes from './Editor.module.css';

type PhoneProps = {
  graph?: unknown;
  flowId?: number;
  onNode?: (id: string | null) => void;
  onSavedTest?: () => void;
};

// The phone is a part of its own; where it is not built in, the dock says so.
const phones = import.meta.glob<Record<string, ComponentType<PhoneProps>>>(
  '../../../ui/phone/SimulatorPhone.tsx',
);
const load = Object.values(phones)[0];
const Phone = load
  ? lazy(async () => {
      const part = await load();
      const found = part.SimulatorPhone ?? part.default;
      if (!found) throw new Error('no SimulatorPhone');
      return { default: found };
    })
  : null;

/** The simulator beside the canvas: the draft as it is drawn now answers; its step is marked on the canvas. */
export function SimulatorDock({
  graph,
  flowId,
  onNode,
  onSavedTest,
  onClose,
}: {
  graph: Graph;
  flowId: number;
  onNode: (id: string | null) => void;
  onSavedTest: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  return (
    <aside className={classes.dock} aria-label={t('simulator.title')}>
      <Group justify="space-between" p="xs">
        <Title order={2}>{t('simulator.title')}</Title>
        <ActionIcon variant="subtle" aria-label={shell('close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {Phone ? (
        <Suspense fallback={<Loading />}>
          <div className={classes.phone}>
            <Phone graph={graph} flowId={flowId} onNode={onNode} onSavedTest={onSavedTest} />
          </div>
        </Suspense>
      ) : (
        <Text size="sm" p="md" c="dimmed">
          {t('simulator.missing')}
        </Text>
      )}
    </aside>
  );
}
