import { useQuery } from '@tanstack/react-query';
import { useAccount, useMay } from '../../api/session';
import { tameLine } from '../../ui/whatsapp/tame';
import { desk } from './desk';
import type { Conversation } from './types';

/** Who may be given conversations. */
export function useColleagues() {
  return (
    useQuery({ queryKey: ['colleagues'], queryFn: desk.colleagues, staleTime: 60_000 }).data?.items ?? []
  );
}

export type Holder = 'bot' | 'me' | 'colleague' | 'paused';

/** Who answers now, and their name. */
export function useHolder() {
  const account = useAccount();
  const colleagues = useColleagues();
  const nameOf = (assignee: string) =>
    tameLine(colleagues.find((c) => c.email === assignee)?.name ?? assignee);
  const holderOf = (c: Conversation): Holder => {
    if (c.mode === 'bot') return 'bot';
    if (c.mode === 'paused') return 'paused';
    return c.assignee === account.user.email ? 'me' : 'colleague';
  };
  return { nameOf, holderOf, me: account.user.email };
}

export const useMayWrite = (): boolean => useMay('conversations:write');

/** A name for people: the contact's own, else the number. */
export const titleOf = (c: Pick<Conversation, 'contact_name' | 'phone' | 'user_id'>): string =>
  tameLine(c.contact_name) || tameLine(c.phone) || tameLine(c.user_id) || '—';

/** Whether a free text may be sent; undefined `window_until` means that the channel has no window. */
export const windowOpen = (c: Conversation, now: number): boolean =>
  c.window_until === undefined || (c.window_until !== null && Date.parse(c.window_until) > now);
