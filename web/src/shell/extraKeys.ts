import { useEffect, useSyncExternalStore } from 'react';

/** One line of the list of keys: what is pressed, and what it does, in the console's language. */
export type KeyHelp = readonly [keys: string, what: string];

let shown: readonly KeyHelp[] = [];
const listeners = new Set<() => void>();

const set = (next: readonly KeyHelp[]) => {
  shown = next;
  for (const listener of listeners) listener();
};

/** Adds a screen's own keys to the list that `?` opens, while the screen is shown. */
export function useKeyHelp(rows: readonly KeyHelp[]): void {
  const text = JSON.stringify(rows);
  useEffect(() => {
    set(JSON.parse(text));
    return () => set([]);
  }, [text]);
}

/** The keys of the screen that is shown. */
export const useExtraKeys = (): readonly KeyHelp[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
