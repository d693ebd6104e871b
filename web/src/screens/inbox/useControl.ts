import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../api/session';
import { told, useTellProblem } from '../../ui/act';
import { desk } from './desk';
import type { Control, Conversation } from './types';

const hour = 3_600_000;

/** For how long the bot is silent. The longest that the server takes stands for "until it is given back". */
export const silences = [
  { name: 'h1', ms: hour },
  { name: 'h4', ms: 4 * hour },
  { name: 'h24', ms: 24 * hour },
  { name: 'back', ms: 30 * 24 * hour },
] as const;

/** Taking the conversation from the bot, and giving it back. Each is one call: who answers is never in between. */
export function useControl(of: Conversation | undefined) {
  const { t } = useTranslation('inbox');
  const { user } = useAccount();
  const tell = useTellProblem();
  const [busy, setBusy] = useState(false);
  const run = async (what: string, act: (id: string) => Promise<Control | undefined>) => {
    if (!of || busy) return;
    setBusy(true);
    try {
      const done = await act(of.id);
      if (done && done.in_flight > 0) told(t('silence.in_flight', { count: done.in_flight }));
    } catch (error) {
      tell(error, what);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    takeOver: (silence_ms?: number) =>
      run(t('act.take_over'), async (id) => {
        const done = await desk.takeOver(id, silence_ms);
        // Whose it is comes second: the bot is silent already, whatever becomes of this.
        if (of?.assignee !== user.email) await desk.change(id, { assignee: user.email });
        return done;
      }),
    handBack: () => run(t('act.hand_back'), (id) => desk.handBack(id)),
  };
}
