import { useCallback, useEffect, useRef, useState } from 'react';
import { api, ask } from '../../api/client';
import { type Problem, problemOf } from '../../api/problem';
import { saidBy } from './acts';
import type { Act, Beginning, Play, Turn } from './types';

async function begin(b: Beginning): Promise<Play> {
  const { name, locale, tags, attributes } = b.identity;
  const body = {
    ...(b.flow !== undefined && { flow: b.flow }),
    ...(b.graph !== undefined && { graph: b.graph }),
    ...(locale && { locale }),
    ...(b.at && { at: b.at }),
    contact: { ...(name && { name }), tags, attributes },
  };
  return (await ask(api.POST('/api/v1/flows/simulate', { body: body as never }))) as Play;
}

async function doAct(id: string, act: Act): Promise<Play> {
  const request = api.POST('/api/v1/flows/simulate/{id}', { params: { path: { id } }, body: act as never });
  return (await ask(request)) as Play;
}

type State = { begun: Beginning | null; first: Play | null; turns: Turn[] };
const nothing: State = { begun: null, first: null, turns: [] };

/** The same acts lead to the same conversation: that is how a step is taken back, and how a play goes on that the server has
 *  forgotten (they end after half an hour without an act). */
async function playAgain(begun: Beginning, acts: readonly Act[]): Promise<State> {
  const first = await begin(begun);
  const turns: Turn[] = [];
  for (const act of acts) turns.push({ act, said: saidBy(act, turns), play: await doAct(first.id, act) });
  return { begun, first, turns };
}

/** A simulated conversation. `beginning` is asked at each restart: a graph that is being edited is tried as it is then. */
export function usePlay(beginning: () => Beginning) {
  const [state, setState] = useState<State>(nothing);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const newest = useRef(0);
  const source = useRef(beginning);
  source.current = beginning;

  const run = useCallback(async (make: () => Promise<State>): Promise<boolean> => {
    const mine = ++newest.current;
    setBusy(true);
    try {
      const next = await make();
      if (mine !== newest.current) return false;
      setState(next);
      setProblem(null);
      return true;
    } catch (error) {
      if (mine === newest.current) setProblem(problemOf(error));
      return false;
    } finally {
      if (mine === newest.current) setBusy(false);
    }
  }, []);

  const restart = useCallback(
    () =>
      run(async () => {
        const begun = source.current();
        const first = await begin(begun);
        return { begun: { ...begun, at: first.clock }, first, turns: [] };
      }),
    [run],
  );

  const act = useCallback(
    (one: Act) =>
      run(async () => {
        const { begun, first, turns } = state;
        if (!begun || !first) throw new Error('no play');
        try {
          const play = await doAct(first.id, one);
          return { ...state, turns: [...turns, { act: one, said: saidBy(one, turns), play }] };
        } catch (error) {
          if (problemOf(error).kind !== 'missing') throw error;
          return playAgain(begun, [...turns.map((t) => t.act), one]);
        }
      }),
    [run, state],
  );

  const undo = useCallback(
    () =>
      run(() => {
        const { begun, turns } = state;
        if (!begun) throw new Error('no play');
        return playAgain(
          begun,
          turns.slice(0, -1).map((t) => t.act),
        );
      }),
    [run, state],
  );

  useEffect(() => {
    void restart();
  }, [restart]);

  const now: Play | null = state.turns.at(-1)?.play ?? state.first;
  return { ...state, now, busy, problem, act, undo, restart };
}

export type PlayHandle = ReturnType<typeof usePlay>;
