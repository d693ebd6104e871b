import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

/** How the server lists: `next` is what to ask for as `after`, and null on the last page. */
export type Page<T> = { items?: T[]; next?: string | null };

/** A list that is read a page at a time. `rows` are those of all pages that were read, undefined before the first. */
export function usePages<T>(
  key: QueryKey,
  load: (after: string | undefined) => Promise<Page<T>>,
  options: { enabled?: boolean; every_ms?: number } = {},
) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: options.enabled ?? true,
    refetchInterval: options.every_ms,
  });
  return {
    /** For <Loaded>: the rows of all pages. */
    query: {
      data: query.data?.pages.flatMap((p) => p.items ?? []),
      error: query.error,
      isPending: query.isPending,
      refetch: query.refetch,
    },
    more: query.hasNextPage,
    loading: query.isFetchingNextPage,
    next: () => void query.fetchNextPage(),
  };
}
