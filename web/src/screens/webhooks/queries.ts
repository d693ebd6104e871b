import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { Delivery, Webhook } from './types';

export const webhooksKey = ['webhooks'];
export const deliveriesKey = (id: string) => ['webhook-deliveries', id];

export const useWebhooks = () =>
  useQuery({
    queryKey: webhooksKey,
    queryFn: async () => (await ask(api.GET('/api/v1/webhooks'))).items as Webhook[],
    refetchInterval: 15_000,
  });

export const useDeliveries = (id: string, state: string) =>
  useInfiniteQuery({
    queryKey: [...deliveriesKey(id), state],
    queryFn: async ({ pageParam }) => {
      const page = await ask(
        api.GET('/api/v1/webhooks/{id}/deliveries', {
          params: {
            path: { id },
            query: { limit: 50, ...(state && { state }), ...(pageParam && { after: pageParam }) },
          },
        }),
      );
      return { items: (page.items ?? []) as Delivery[], next: page.next ?? null };
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // What waits changes by itself.
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items.some((d) => d.state === 'pending') ? 3000 : 15_000,
  });

export const useDelivery = (id: string, delivery: string | null) =>
  useQuery({
    queryKey: [...deliveriesKey(id), 'one', delivery],
    queryFn: () =>
      ask(
        api.GET('/api/v1/webhooks/{id}/deliveries/{delivery}', {
          params: { path: { id, delivery: delivery ?? '' } },
        }),
      ) as Promise<Delivery>,
    enabled: delivery !== null,
  });
