import { useEffect, useMemo, useRef, useState } from 'react';
import type { Conversation } from '../types';
import { hold } from './merge';

const still_ms = 1500;

/** Holds the order of the list while one has scrolled or moves over it: nothing moves under the pointer. */
export function useHeld(rows: Conversation[], scrolled: boolean, filter: string) {
  const [pointing, setPointing] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef<{ filter: string; ids: string[] } | null>(null);
  const [, again] = useState(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const holding = (scrolled || pointing) && rows.length > 0;
  if (!holding || held.current?.filter !== filter) held.current = null;
  if (holding && !held.current) held.current = { filter, ids: rows.map((r) => r.id) };
  const ids = held.current?.ids ?? null;
  const shown = useMemo(() => hold(rows, ids), [rows, ids]);
  // Pages that came while scrolling are part of what is held.
  if (held.current && shown.rows.length > held.current.ids.length)
    held.current = { filter, ids: shown.rows.map((r) => r.id) };
  return {
    ...shown,
    release: () => {
      held.current = null;
      again((n) => n + 1);
    },
    pointed: (event: { pointerType: string }) => {
      if (event.pointerType !== 'mouse') return;
      setPointing(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setPointing(false), still_ms);
    },
  };
}
