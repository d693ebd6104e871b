import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { Template } from './types';

export const templatesKey = ['templates'];

export const templatesQuery = queryOptions({
  queryKey: templatesKey,
  queryFn: async () => ((await ask(api.GET('/api/v1/templates'))).items ?? []) as Template[],
});

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: [...templatesKey, id],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/templates/{id}', { params: { path: { id } } }))) as Template,
  });

/** Channels that have templates. */
export const channelsQuery = queryOptions({
  queryKey: ['channels', 'templates'],
  queryFn: async () => {
    const { items } = await ask(api.GET('/api/v1/channels'));
    return (items ?? [])
      .filter((c) => c.type === 'meta' || c.type === 'ycloud')
      .map((c) => ({ key: String(c.key), account: Boolean(c.account_id) }));
  },
});
