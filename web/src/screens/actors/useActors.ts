import { useDocumentVisibility } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, ask } from '../../api/client';
import { useLive } from '../../live/hooks';
import type { Actor, ClusterNode } from './types';

/** The newest value, or the one at the moment when it was frozen. */
function useFrozen<T>(value: T, frozen: boolean): T {
  const kept = useRef(value);
  if (!frozen) kept.current = value;
  return kept.current;
}

/** So many conversations are asked for; the rest is found by search. */
export const conversations_shown = 200;

/** All actors and all nodes, live; as they were while the view is paused or nobody looks at the tab. */
export function useActors(q: string, paused: boolean) {
  const seen = useDocumentVisibility() !== 'hidden';
  const filter = { q, conversations: conversations_shown };
  const tree = useLive<Actor>(seen ? 'actors.tree' : null, filter);
  const nodes = useLive<ClusterNode>(seen ? 'cluster' : null);
  const running = seen && !paused;
  return {
    running,
    tree: useFrozen(tree, !running),
    nodes: useFrozen(nodes, !running),
    /** Changes that came while the view was paused. */
    held: useHeld(tree.seq, paused),
  };
}

function useHeld(seq: number, paused: boolean): number {
  const at = useRef(seq);
  if (!paused) at.current = seq;
  return Math.max(0, seq - at.current);
}

/** Names of the newest conversations by id, and those that a search finds by name, telephone or text. */
export function useConversationNames(q: string, enabled: boolean) {
  const newest = useQuery({
    queryKey: ['conversations', 'names'],
    queryFn: () => ask(api.GET('/api/v1/conversations', { params: { query: { limit: 100 } } })),
    enabled,
    refetchInterval: 20_000,
  });
  const found = useQuery({
    queryKey: ['conversations', 'search', q],
    queryFn: () => ask(api.GET('/api/v1/conversations', { params: { query: { q, limit: 50 } } })),
    enabled: enabled && q.trim().length >= 2,
  });
  const rows = [...(newest.data?.items ?? []), ...(found.data?.items ?? [])];
  return {
    names: new Map(rows.map((c) => [c.id, c.contact_name || c.phone || ''])),
    found: found.data?.items ?? [],
  };
}
