import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { LiveClient, LiveState } from './client';
import { emptyTable, type Table } from './table';

export const LiveContext = createContext<LiveClient | null>(null);

export function useLiveClient(): LiveClient {
  const live = useContext(LiveContext);
  if (!live) throw new Error('no live client above');
  return live;
}

/** The table of a topic, kept up to date while the component is shown. Null as `topic`: nothing is followed. */
export function useLive<T>(topic: string | null, filter: unknown = {}): Table<T> & { error: string | null } {
  const live = useLiveClient();
  const text = JSON.stringify(filter);
  const follow = useCallback(
    (changed: () => void) => (topic === null ? () => {} : live.follow(topic, JSON.parse(text), changed)),
    [live, topic, text],
  );
  const read = useCallback(
    () => (topic === null ? emptyTable<T>() : (live.table(topic, JSON.parse(text)) as Table<T>)),
    [live, topic, text],
  );
  const table = useSyncExternalStore(follow, read);
  const refused = useSyncExternalStore(follow, () =>
    topic === null ? null : live.errorOf(topic, JSON.parse(text)),
  );
  return { ...table, error: refused };
}

export function useLiveState(): LiveState {
  const live = useLiveClient();
  return useSyncExternalStore(
    (changed) => live.watch(changed),
    () => live.state,
  );
}

/** The server's clock in milliseconds, anew every `every_ms`: for countdowns. */
export function useServerNow(every_ms = 1000): number {
  const live = useLiveClient();
  const [now, setNow] = useState(() => live.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(live.now()), every_ms);
    return () => clearInterval(timer);
  }, [live, every_ms]);
  return now;
}
