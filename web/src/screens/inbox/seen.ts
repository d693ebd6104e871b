import { useCallback, useSyncExternalStore } from 'react';
import type { Conversation } from './types';

/** What this tab has marked read: shown so at once, until the server tells of something newer. */
let seen: ReadonlyMap<string, string> = new Map();
const listeners = new Set<() => void>();

const stampOf = (c: Pick<Conversation, 'last_inbound_at' | 'unread'>) => `${c.last_inbound_at} ${c.unread}`;

export function markSeen(c: Conversation): void {
  seen = new Map(seen).set(c.id, stampOf(c));
  for (const listener of listeners) listener();
}

/** The conversations with nothing unread where this tab has read it. */
export function useSeen(): (c: Conversation) => Conversation {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => seen,
  );
  return useCallback((c) => (c.unread > 0 && now.get(c.id) === stampOf(c) ? { ...c, unread: 0 } : c), [now]);
}
