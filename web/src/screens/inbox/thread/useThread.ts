import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLive } from '../../../live/hooks';
import { desk } from '../desk';
import type { Conversation, Message } from '../types';
import { merged } from './lines';

const head_key = 'conversation';

/** One thread: its newest messages live, older ones page by page. */
export function useThread(id: string) {
  const live = useLive<Conversation | Message>('conversation', { id });
  const head = live.rows.get(head_key) as Conversation | undefined;
  const newest = useMemo(
    () => [...live.rows].flatMap(([key, row]) => (key === head_key ? [] : [row as Message])),
    [live.rows],
  );
  const first = newest.reduce((least, m) => Math.min(least, m.seq), Number.POSITIVE_INFINITY);
  const older = useInfiniteQuery({
    queryKey: ['thread', id, live.epoch],
    queryFn: ({ pageParam }) => desk.older(id, pageParam),
    initialPageParam: first,
    getNextPageParam: (page) => (page.next ? Number(page.next) : undefined),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const pages = older.data?.pages;
  const messages = useMemo(() => merged(pages?.map((p) => p.items) ?? [], newest), [pages, newest]);
  const hasOlder = pages ? older.hasNextPage : live.more;
  return {
    head,
    messages,
    loaded: live.loaded,
    refused: live.error,
    hasOlder,
    loadingOlder: older.isFetching,
    olderError: older.error,
    loadOlder: () => {
      if (older.isFetching || !hasOlder || !Number.isFinite(first)) return;
      if (pages) void older.fetchNextPage();
      else void older.refetch();
    },
  };
}
