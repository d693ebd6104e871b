import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAct } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import type { Actor, Command } from './types';

/** Commands to an actor: each asks first, says what will happen, and wants a reason. */
export function useCommand() {
  const { t } = useTranslation('actors');
  const { ask: question, dialog } = useConfirm();
  const act = useAct(
    ({ actor, command, reason }: { actor: Actor; command: Command; reason: string }) =>
      ask(
        api.POST('/api/v1/actors/{id}/commands', {
          params: { path: { id: String(actor.id) } },
          body: { command, reason },
        }),
      ),
    { renews: [['actor'], ['records', 'audit']], what: t('command_failed') },
  );
  const command = (actor: Actor, what: Command) =>
    question({
      title: t(`do.${what}`),
      text: t(`will.${what}`, { name: actor.name, count: actor.mailbox }),
      act: t(`do.${what}`),
      danger: what === 'restart' || what === 'passivate',
      reason: true,
      run: (reason) => act.mutate({ actor, command: what, reason }),
    });
  return { command, dialog, done: act.isSuccess ? act.variables : undefined, busy: act.isPending };
}
