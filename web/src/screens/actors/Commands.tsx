import { Alert, Button, Group, Text } from '@mantine/core';
import {
  IconMoon,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconRefresh,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccount, useMay } from '../../api/session';
import { type Actor, type Command, isConversation } from './types';
import type { useCommand } from './useCommand';

const paused = 'paused by an operator';

/** What can be done to this actor now. What may not be done says why. */
export function Commands({ actor, control }: { actor: Actor; control: ReturnType<typeof useCommand> }) {
  const { t } = useTranslation('actors');
  const may = useMay('actors:write');
  const { runs_installation } = useAccount();
  if (!may) return <Text size="sm">{t('may_not')}</Text>;
  const conversation = isConversation(actor);
  if (!conversation && !runs_installation) return <Text size="sm">{t('may_not_services')}</Text>;
  const halted = actor.state === paused;
  const entries: { command: Command; icon: typeof IconMoon; shown: boolean }[] = [
    { command: 'pause', icon: IconPlayerPause, shown: conversation && !halted },
    { command: 'resume', icon: IconPlayerPlay, shown: conversation && halted },
    { command: 'step' as Command, icon: IconPlayerTrackNext, shown: conversation && halted },
    { command: 'restart', icon: IconRefresh, shown: actor.type !== 'node_supervisor' },
    { command: 'passivate', icon: IconMoon, shown: conversation },
  ];
  const done = control.done?.actor.name === actor.name ? control.done : undefined;
  return (
    <>
      <Group gap="sm" role="group" aria-label={t('commands')}>
        {entries
          .filter((e) => e.shown)
          .map(({ command, icon: Icon }) => (
            <Button
              key={command}
              variant="default"
              disabled={control.busy}
              leftSection={<Icon size={14} aria-hidden="true" />}
              onClick={() => control.command(actor, command)}
            >
              {t(`do.${command}`)}
            </Button>
          ))}
      </Group>
      {done && (
        <Alert variant="light" color="ok" mt="sm" role="status">
          {t(`did.${done.command}`)}
        </Alert>
      )}
    </>
  );
}
