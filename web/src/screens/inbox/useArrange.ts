import { useTranslation } from 'react-i18next';
import { useAct } from '../../ui/act';
import { desk } from './desk';
import type { Conversation } from './types';

const in_hours = (hours: number) => (now: Date) => new Date(now.getTime() + hours * 3_600_000);

/** At nine in the morning, by the browser's clock, so many days from now. */
const at_nine = (days: (now: Date) => number) => (now: Date) => {
  const then = new Date(now);
  then.setDate(then.getDate() + days(now));
  then.setHours(9, 0, 0, 0);
  return then;
};

/** Until when a conversation can be set aside with one choice. */
export const snoozes = [
  { name: 'h1', at: in_hours(1) },
  { name: 'h4', at: in_hours(4) },
  { name: 'tomorrow', at: at_nine(() => 1) },
  { name: 'monday', at: at_nine((now) => (8 - now.getDay()) % 7 || 7) },
] as const;

/** Whose it is, what it is marked with, how it stands. The live topic shows what has become of it. */
export function useArrange(of: Conversation | undefined) {
  const { t } = useTranslation('inbox');
  const id = of?.id ?? '';
  const assign = useAct((assignee: string) => desk.change(id, { assignee }), { what: t('act.assign') });
  const labels = useAct((next: string[]) => desk.change(id, { labels: next }), { what: t('act.label') });
  const snooze = useAct((at: Date) => desk.change(id, { snoozed_until: at.toISOString() }), {
    what: t('act.snooze'),
    done: t('snooze.done'),
  });
  const status = useAct((next: Conversation['status']) => desk.status(id, next), { what: t('act.close') });
  return {
    busy: assign.isPending || labels.isPending || snooze.isPending || status.isPending,
    assign: (email: string) => assign.mutate(email),
    labels: (next: string[]) => labels.mutate(next),
    snooze: (at: Date) => snooze.mutate(at),
    status: (next: Conversation['status']) => status.mutate(next),
    close: () => status.mutateAsync('resolved'),
  };
}
