import { useEffect, useRef, useState } from 'react';
import type { Actor } from './types';

/** What the samples of an actor tell that one sample cannot. */
export type Pace = {
  /** How many messages it has handled in each of the newest seconds, oldest first. */
  history: readonly number[];
  /** How many samples have shown it at work: grows with each. */
  changes: number;
  /** The fullest mailbox that was seen. */
  peak: number;
  /** When it was last seen at work, by this browser's clock; 0: not since the screen was opened. */
  busyAt: number;
};

type Kept = Pace & { processed: number };

const kept_seconds = 30;

/** The paces after one more sample, taken a second after the one before. */
export function sample(
  before: ReadonlyMap<number, Kept>,
  actors: Iterable<Actor>,
  now: number,
): Map<number, Kept> {
  const after = new Map<number, Kept>();
  for (const a of actors) {
    const known = before.get(a.id);
    const handled = known ? Math.max(0, a.processed - known.processed) : 0;
    after.set(a.id, {
      processed: a.processed,
      history: [...(known?.history ?? []).slice(1 - kept_seconds), handled],
      changes: (known?.changes ?? 0) + (handled > 0 ? 1 : 0),
      peak: Math.max(known?.peak ?? 0, a.mailbox, a.mailbox_peak ?? 0),
      busyAt: handled > 0 ? now : (known?.busyAt ?? 0),
    });
  }
  return after;
}

/** Samples the actors each second while `running`. */
export function usePaces(actors: ReadonlyMap<string, Actor>, running: boolean): ReadonlyMap<number, Pace> {
  const newest = useRef(actors);
  newest.current = actors;
  const [paces, setPaces] = useState<ReadonlyMap<number, Kept>>(new Map());
  useEffect(() => {
    if (!running) return;
    const take = () => setPaces((before) => sample(before, newest.current.values(), Date.now()));
    take();
    const timer = setInterval(take, 1000);
    return () => clearInterval(timer);
  }, [running]);
  return paces;
}

export const perSecond = (pace: Pace | undefined, seconds = 5): number => {
  const last = pace?.history.slice(-seconds) ?? [];
  return last.length === 0 ? 0 : last.reduce((a, b) => a + b, 0) / last.length;
};
