import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useLive } from '../../../live/hooks';
import { desk } from '../desk';
import { useSeen } from '../seen';
import type { Conversation } from '../types';
import { askedOf, type Filter } from '../views';
import { merge } from './merge';

const pages_key = 'inbox-pages';

/** Keys that a live topic has taken out since its last snapshot: they stand no longer in pages read before. */
function useGone(epoch: number | null, rows: ReadonlyMap<string, unknown>, touched: ReadonlySet<string>) {
  const gone = useRef({ epoch, keys: new Set<string>() });
  return useMemo(() => {
    if (gone.current.epoch !== epoch) gone.current = { epoch, keys: new Set() };
    const next = new Set(gone.current.keys);
    for (const key of touched)
      if (rows.has(key)) next.delete(key);
      else next.add(key);
    gone.current.keys = next;
    return next;
  }, [epoch, rows, touched]);
}

/** The conversations of a view: the newest hundred live, the others page by page as one scrolls. */
export function useConversations(filter: Filter) {
  const asked = askedOf(filter);
  const key = JSON.stringify(asked);
  const live = useLive<Conversation>('inbox', asked);
  const client = useQueryClient();
  const gone = useGone(live.epoch, live.rows, live.touched);
  const rest = useInfiniteQuery({
    queryKey: [pages_key, key],
    queryFn: ({ pageParam }) => desk.page({ ...asked, limit: '100', ...(pageParam && { after: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next || undefined,
    // The first page is what is live already: it is read only when one scrolls beyond, or when nothing is live.
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const epoch = live.epoch;
  const lastEpoch = useRef(epoch);
  useEffect(() => {
    // A new snapshot: what was read before may have changed unseen.
    if (lastEpoch.current !== null && epoch !== null && lastEpoch.current !== epoch)
      void client.resetQueries({ queryKey: [pages_key] });
    if (epoch !== null) lastEpoch.current = epoch;
  }, [epoch, client]);
  const pages = rest.data?.pages;
  const merged = useMemo(
    () => merge(live.rows, pages?.map((p) => p.items) ?? [], gone, filter.sort),
    [live.rows, pages, gone, filter.sort],
  );
  const shown = useSeen();
  const rows = useMemo(() => merged.map(shown), [merged, shown]);
  const hasMore = pages ? rest.hasNextPage : live.more;
  const more = () => {
    if (rest.isFetching || !hasMore) return;
    if (pages) void rest.fetchNextPage();
    else void rest.refetch();
  };
  return {
    rows,
    loaded: live.loaded,
    refused: live.error,
    touched: live.touched,
    hasMore,
    more,
    fetching: rest.isFetching,
    error: rest.error,
  };
}
