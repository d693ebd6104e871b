import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';
import type { Actor } from './types';

type S = components['schemas'];
export type Inside = Omit<Required<S['actor_detail']>, 'actor'> & { actor: Actor };
export type Turn = Required<NonNullable<S['turns']['items']>[number]>;

/** What one conversation's actor holds, each second while `running`. */
export function useInside(conversation: string, running: boolean) {
  const detail = useQuery({
    queryKey: ['actor', conversation],
    queryFn: () =>
      ask(
        api.GET('/api/v1/conversations/{id}/actor', { params: { path: { id: conversation } } }),
      ) as Promise<Inside>,
    refetchInterval: running ? 1000 : false,
    retry: false,
  });
  const version = detail.data?.version;
  const turns = useQuery({
    queryKey: ['actor', conversation, 'turns', version],
    queryFn: () =>
      ask(api.GET('/api/v1/conversations/{id}/turns', { params: { path: { id: conversation } } })),
    placeholderData: (before) => before,
  });
  return { detail, turns: (turns.data?.items ?? []) as Turn[] };
}
