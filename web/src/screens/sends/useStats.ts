import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { Stats } from './types';

/** Counts by state and how the senders are, every two seconds. */
export const useStats = () =>
  useQuery({
    queryKey: ['tasks', 'stats'],
    queryFn: () => ask(api.GET('/api/v1/tasks/stats')) as Promise<Stats>,
    refetchInterval: 2000,
  });
