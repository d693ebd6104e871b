import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask } from './client';
import type { Account } from './types';

const key = ['session'] as const;

/** What the installation wants before anything else, and who is signed in. */
export function useSetup() {
  return useQuery({ queryKey: ['setup'], queryFn: () => ask(api.GET('/api/v1/setup')), retry: 3 });
}

export function useSession(enabled = true) {
  return useQuery({
    queryKey: key,
    queryFn: () => ask(api.GET('/api/v1/session')) as Promise<Account>,
    enabled,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The account of the signed-in person. Only below the shell, which waits for it. */
export function useAccount(): Account {
  const client = useQueryClient();
  const known = useSession().data ?? client.getQueryData<Account>(key);
  if (!known) throw new Error('useAccount outside the shell');
  return known;
}

/** Whether the signed-in person may do something: a name of the permission matrix, e.g. `conversations:write`. */
export function useMay(right: string): boolean {
  return useAccount().rights.includes(right);
}

export const sessionKey = key;
