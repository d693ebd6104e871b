import { useEffect, useRef, useState } from 'react';

/** One event of `GET /api/inbox/stream`, as it came. */
export type Raw = { id: string; at: number; type: string; voice: string; text: string };

/** So many are kept; older ones are forgotten. */
export const kept_max = 200;

type Told = {
  type?: string;
  level?: string;
  status?: string;
  message?: { author?: string } | string;
};

/** What an event is, and whose voice it is drawn in. */
export function readRaw(id: string, data: string, at: number): Raw {
  let told: Told = {};
  try {
    told = JSON.parse(data) as Told;
  } catch {
    // Shown as it came.
  }
  const author = typeof told.message === 'object' ? told.message.author : undefined;
  const bad = told.level === 'error' || told.status === 'failed';
  return { id, at, type: told.type ?? '?', voice: bad ? 'bad' : (author ?? 'none'), text: data };
}

/** The newest first, each once. */
export const withNew = (before: readonly Raw[], one: Raw): readonly Raw[] =>
  before.some((r) => r.id === one.id && r.text === one.text) ? before : [one, ...before].slice(0, kept_max);

/** Follows everything that happens, while the component is shown; what comes during a pause is held back. */
export function useRawEvents(paused: boolean) {
  const [rows, setRows] = useState<readonly Raw[]>([]);
  const [open, setOpen] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const held = useRef<Raw[]>([]);
  const still = useRef(paused);
  still.current = paused;
  useEffect(() => {
    const source = new EventSource('/api/inbox/stream');
    source.onopen = () => setOpen(true);
    source.onerror = () => setOpen(false);
    source.onmessage = (event) => {
      const one = readRaw(event.lastEventId, String(event.data), Date.now());
      if (still.current) {
        held.current = [...held.current, one].slice(-kept_max);
        setWaiting(held.current.length);
      } else setRows((before) => withNew(before, one));
    };
    return () => source.close();
  }, []);
  useEffect(() => {
    if (paused) return;
    const come = held.current.splice(0);
    setWaiting(0);
    if (come.length > 0) setRows((before) => come.reduce(withNew, before));
  }, [paused]);
  return { rows, open, waiting };
}
