import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import type { Channel, Exchange, Health, NumberLink } from './types';

export const channelsKey = ['channels'];
export const healthKey = (key: string) => ['channel-health', key];

export const useChannels = () =>
  useQuery({
    queryKey: channelsKey,
    queryFn: async () => (await ask(api.GET('/api/v1/channels'))).items as Channel[],
  });

const askHealth = (key: string) =>
  ask(api.GET('/api/v1/channels/{key}/health', { params: { path: { key } } })) as Promise<Health>;

/** Asks the provider; not more often than once a minute by itself. */
export const useHealth = (key: string, enabled = true) =>
  useQuery({ queryKey: healthKey(key), queryFn: () => askHealth(key), enabled, staleTime: 60_000 });

export const useLink = (key: string, watching: boolean) =>
  useQuery({
    queryKey: ['channel-qr', key],
    queryFn: () =>
      ask(api.GET('/api/v1/channels/{key}/qr', { params: { path: { key } } })) as Promise<NumberLink>,
    enabled: watching,
    refetchInterval: (query) => (query.state.data?.connection === 'open' ? false : 2000),
  });

type LogFilter = { kind?: string; failed?: boolean; after?: string; limit?: number };

export const readLog = async (key: string, query: LogFilter) => {
  const page = await ask(api.GET('/api/v1/channels/{key}/log', { params: { path: { key }, query } }));
  return { items: (page.items ?? []) as Exchange[], next: page.next ?? null };
};

/** The newest line of the channel's log of a kind; nothing without the right to the log. */
export const useNewest = (key: string, filter: { kind: string; failed?: boolean }, every_ms?: number) => {
  const may = useMay('channels:log');
  return useQuery({
    queryKey: ['channel-newest', key, filter],
    queryFn: async () => (await readLog(key, { ...filter, limit: 1 })).items[0] ?? null,
    enabled: may,
    refetchInterval: every_ms ?? false,
  });
};
