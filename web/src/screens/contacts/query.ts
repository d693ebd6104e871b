import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { parametersOf } from './conditions';
import type { Conditions, Contact, Segment } from './types';

const page = 50;
const counted_page = 100;
/** More than this are not counted one by one. */
export const counted_most = 500;

export const contactsKey = ['contacts'];

async function read(c: Conditions, segment: number | undefined, limit: number, after: string) {
  const parameters = parametersOf(c, segment);
  parameters.set('limit', String(limit));
  if (after) parameters.set('after', after);
  const answer = await ask(api.GET('/api/v1/contacts', { querySerializer: () => parameters.toString() }));
  return { items: (answer.items ?? []) as Contact[], next: answer.next ?? null };
}

export function useContacts(conditions: Conditions, segment?: number) {
  return useInfiniteQuery({
    queryKey: [...contactsKey, conditions, segment],
    queryFn: ({ pageParam }) => read(conditions, segment, page, pageParam),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

/** How many hold: exactly for a segment; otherwise counted, up to `counted_most`. */
export function useCount(conditions: Conditions, segment?: number) {
  return useQuery({
    queryKey: [...contactsKey, 'count', conditions, segment],
    queryFn: async (): Promise<{ count: number; more: boolean }> => {
      if (segment !== undefined) {
        const path = { id: String(segment) };
        const { count } = await ask(api.GET('/api/v1/segments/{id}/count', { params: { path } }));
        return { count, more: false };
      }
      let count = 0;
      for (let after: string | null = ''; after !== null && count < counted_most; ) {
        const { items, next } = await read(conditions, undefined, counted_page, after);
        count += items.length;
        if (next === null) return { count, more: false };
        after = next;
      }
      return { count, more: true };
    },
    placeholderData: keepPreviousData,
  });
}

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: async () => ((await ask(api.GET('/api/v1/segments'))).items ?? []) as Segment[],
});

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: [...contactsKey, 'one', id],
    queryFn: async () =>
      (await ask(api.GET('/api/v1/contacts/{id}', { params: { path: { id } } }))) as Contact,
  });
