import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../api/client';

/** How the contacts of the newest conversations are called, by the conversation's id. */
export function useContactNames(enabled = true): ReadonlyMap<string, string> {
  const newest = useQuery({
    queryKey: ['conversations', 'names'],
    queryFn: () => ask(api.GET('/api/v1/conversations', { params: { query: { limit: 100 } } })),
    enabled,
    refetchInterval: 20_000,
  });
  return new Map((newest.data?.items ?? []).map((c) => [c.id, c.contact_name || c.phone || '']));
}
