import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../live/hooks';

const remembered = 'charla.notices';
const watchers = new Set<() => void>();

const chosen = () => {
  try {
    return localStorage.getItem(remembered) === 'yes';
  } catch {
    return false;
  }
};

export const noticesPossible = () => typeof Notification !== 'undefined';

/** Whether this browser tells of conversations that wait while the console is out of sight. */
export function useNoticesWanted(): boolean {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => noticesPossible() && Notification.permission === 'granted' && chosen(),
  );
}

/** Asks the browser for leave where needed; whether notices are on now. */
export async function wantNotices(wanted: boolean): Promise<boolean> {
  const allowed = wanted && noticesPossible() && (await Notification.requestPermission()) === 'granted';
  try {
    localStorage.setItem(remembered, allowed ? 'yes' : 'no');
  } catch {
    // A browser without storage does not remember it.
  }
  for (const changed of watchers) changed();
  return allowed;
}

/** Tells once for each time that more conversations wait for a person than before, and nobody is looking. */
export function useWaitingNotices(): void {
  const { t } = useTranslation();
  const wanted = useNoticesWanted();
  const counts = useLive<{ count: number }>(wanted ? 'counts' : null);
  const waiting = counts.loaded ? (counts.rows.get('waiting')?.count ?? 0) : null;
  const before = useRef<number | null>(null);
  useEffect(() => {
    const more = waiting !== null && before.current !== null && waiting > before.current;
    before.current = waiting;
    if (!more || document.visibilityState === 'visible') return;
    const notice = new Notification(t('notice.waiting', { count: waiting }), { tag: 'waiting' });
    notice.onclick = () => window.focus();
  }, [waiting, t]);
}
