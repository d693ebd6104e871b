import { useCallback, useEffect, useRef } from 'react';
import { useAccount } from '../../api/session';
import { useLive, useLiveClient, useLiveState } from '../../live/hooks';
import { tameLine } from '../../ui/whatsapp/tame';
import type { Presence } from './types';

const again_ms = 20_000;
const typing_ms = 5_000;

/** Tells colleagues what this person looks at and whether they write, and says who else is here. */
export function usePresence(conversation: string) {
  const live = useLiveClient();
  const state = useLiveState();
  const me = useAccount().user.id;
  const typedAt = useRef(0);
  const toldAt = useRef(0);
  useEffect(() => {
    const tell = () =>
      live.here(document.hidden ? '' : conversation, Date.now() - typedAt.current < typing_ms);
    typedAt.current = 0;
    if (state === 'live') tell();
    const timer = setInterval(tell, again_ms);
    document.addEventListener('visibilitychange', tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tell);
      live.here('', false);
    };
  }, [live, conversation, state]);
  const stopped = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(stopped.current), []);
  const typing = useCallback(() => {
    typedAt.current = Date.now();
    clearTimeout(stopped.current);
    stopped.current = setTimeout(() => live.here(conversation, false), typing_ms);
    if (Date.now() - toldAt.current < 2_000) return;
    toldAt.current = Date.now();
    live.here(conversation, true);
  }, [live, conversation]);
  const table = useLive<Presence>('presence');
  const byUser = new Map<number, Presence>();
  for (const p of table.rows.values()) {
    if (p.user_id === me || p.conversation !== conversation || !conversation) continue;
    const known = byUser.get(p.user_id);
    byUser.set(p.user_id, { ...p, name: tameLine(p.name), typing: p.typing || (known?.typing ?? false) });
  }
  return { others: [...byUser.values()], typing };
}
