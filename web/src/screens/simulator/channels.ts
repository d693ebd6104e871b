import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { Channel } from './types';

/** Channels on which a customer can be played. */
export const channelsQuery = queryOptions({
  queryKey: ['channels', 'simulated'],
  queryFn: async () => {
    const { items } = await ask(api.GET('/api/v1/channels'));
    return ((items ?? []) as Channel[]).filter(
      (c) => c.mode === 'simulated' && c.type === 'meta' && c.status === 'active',
    );
  },
});
