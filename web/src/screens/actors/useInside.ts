import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { useLive } from '../../live/hooks';
import type { Actor } from './types';

export type Remembered = { seq: number; at: string; author: string; type: string; text: string };
export type TraceLine = { node: string; what: string; detail: string };
export type Turn = { version: number; at: string; causes: string[]; trace: TraceLine[] };
export type Timer = { key: string; due: string };
export type Held = { id: string; state: string; author: string; attempt: number; not_before: string };

/** One conversation's actor, part by part, as topic `actor` tells of it. */
export type Inside = {
  resident: boolean;
  actor: Actor | null;
  version: number;
  mode: string;
  human_override_until: string | null;
  /** Null: who looks may not see telephone numbers, which stand in it. */
  state: unknown;
  memory: Remembered[] | null;
  pending: string[];
  timers: Timer[];
  held: Held[];
  turns: Turn[];
};

type Who = Pick<Inside, 'resident' | 'actor' | 'version' | 'mode' | 'human_override_until'>;

/** What one conversation's actor holds, as it changes; undefined before the first answer. */
export function useInside(conversation: string, running: boolean): { inside?: Inside; error: string | null } {
  const live = useLive<unknown>(running ? 'actor' : null, { conversation });
  const known = live.rows.size > 0;
  const asked = useAsked(conversation, live.error === 'no_such_topic');
  if (asked) return { inside: asked, error: null };
  if (!known) return { error: live.error === 'no_such_topic' ? null : live.error };
  const part = <T>(key: string, otherwise: T): T => (live.rows.get(key) as T | undefined) ?? otherwise;
  const who = part<Who>('actor', {
    resident: false,
    actor: null,
    version: 0,
    mode: '',
    human_override_until: null,
  });
  return {
    error: live.error,
    inside: {
      ...who,
      state: part<unknown>('state', null),
      memory: part<Remembered[] | null>('memory', null),
      pending: part<string[]>('pending', []),
      timers: part<Timer[]>('timers', []),
      held: part<Held[]>('held', []),
      turns: part<Turn[]>('turns', []),
    },
  };
}

/** The same by asking each second, of a server that has no such topic. */
function useAsked(conversation: string, wanted: boolean): Inside | undefined {
  const path = { id: conversation };
  const { data } = useQuery({
    queryKey: ['actor', conversation],
    queryFn: async () => {
      const params = { params: { path } };
      const detail = await ask(api.GET('/api/v1/conversations/{id}/actor', params));
      const turns = await ask(api.GET('/api/v1/conversations/{id}/turns', params));
      const causes = (all: { kind?: string }[] | undefined) => (all ?? []).map((c) => c.kind ?? '');
      return {
        ...detail,
        timers: [],
        held: [],
        turns: (turns.items ?? []).map((turn) => ({ ...turn, causes: causes(turn.causes) })),
      } as unknown as Inside;
    },
    enabled: wanted,
    refetchInterval: 1000,
    retry: false,
  });
  return wanted ? data : undefined;
}
