import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { Graph } from './model/graph';
import type { Diff, Findings, Flow, FlowDraft, Funnel, Head, Run, Version, WhatIf } from './types';

// The requests of this screen, with answers as the server always writes them.

const path = (id: number) => ({ path: { id: String(id) } });
type Body = Record<string, never>;
const body = (graph: Graph) => graph as unknown as Body;

export const keys = {
  all: ['flows'],
  list: (archived: boolean) => ['flows', 'list', archived],
  one: (id: number) => ['flows', 'one', id],
  versions: ['flows', 'versions'],
  funnel: (id: number) => ['flows', 'funnel', id],
  runs: (id: number) => ['flows', 'runs', id],
};

export const readFlow = (id: number, version?: number) =>
  ask(api.GET('/api/v1/flows/{id}', { params: { ...path(id), query: { version } } })) as Promise<Flow>;

export const addFlow = (name: string, graph: Graph) =>
  ask(
    api.POST('/api/v1/flows', { body: { name, graph: body(graph), draft: true } as never }),
  ) as unknown as Promise<FlowDraft>;

export const saveDraft = (id: number, name: string, graph: Graph, revision: number) =>
  ask(
    api.PUT('/api/v1/flows/{id}/draft', {
      params: path(id),
      body: { name: name.slice(0, 100), graph: body(graph), revision },
    }),
  ) as unknown as Promise<FlowDraft>;

export const validate = (id: number, graph?: Graph) =>
  ask(
    api.POST('/api/v1/flows/{id}/validate', {
      params: path(id),
      body: graph ? { graph: body(graph) } : {},
    }),
  ) as unknown as Promise<Findings>;

export const publish = (
  id: number,
  wish: { revision: number; note?: string; activate: boolean; force: boolean },
) => ask(api.POST('/api/v1/flows/{id}/publish', { params: path(id), body: wish })) as Promise<Flow>;

export const activate = (id: number, version: number | null) =>
  ask(api.POST('/api/v1/flows/{id}/activate', { params: path(id), body: { version } }));

export const archive = (id: number) => ask(api.DELETE('/api/v1/flows/{id}', { params: path(id) }));

export const unarchive = (id: number) => ask(api.POST('/api/v1/flows/{id}/restore', { params: path(id) }));

export const removeVersion = (id: number, n: number) =>
  ask(api.DELETE('/api/v1/flows/{id}/versions/{n}', { params: { path: { id: String(id), n: String(n) } } }));

export const moveRuns = (id: number, from: number, to: number) =>
  ask(api.POST('/api/v1/flows/{id}/move', { params: path(id), body: { from, to } }));

export const whatIf = (graph: Graph, last: number) =>
  ask(api.POST('/api/v1/flows/what-if', { body: { graph: body(graph), last } })) as Promise<WhatIf>;

export const readDiff = (id: number, n: number, against: string) =>
  ask(
    api.GET('/api/v1/flows/{id}/versions/{n}/diff', {
      params: { path: { id: String(id), n: String(n) }, query: { against } },
    }),
  ) as unknown as Promise<Diff>;

const page = 50;

export function useFlows(archived: boolean) {
  return useInfiniteQuery({
    queryKey: keys.list(archived),
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/flows', {
          params: { query: { view: 'drafts', archived, limit: page, after: pageParam || undefined } },
        }),
      ) as unknown as Promise<{ items: Head[]; next: string | null }>,
    initialPageParam: '',
    getNextPageParam: (last) => last.next || null,
  });
}

/** Every version of a flow, the newest first. */
export function useVersions(id: number) {
  return useQuery({
    queryKey: keys.versions,
    queryFn: () => ask(api.GET('/api/v1/flows')) as unknown as Promise<{ items: Version[] }>,
    select: (all) => all.items.filter((v) => v.id === id).sort((a, b) => b.version - a.version),
  });
}

export const readFunnel = (id: number, version?: number) =>
  ask(
    api.GET('/api/v1/flows/{id}/funnel', { params: { ...path(id), query: { version } } }),
  ) as unknown as Promise<Funnel>;

/** Who came where in the version that answers; asked again every few seconds while it is looked at. */
export function useFunnel(id: number, version: number | null, every_ms: number | false = 10_000) {
  return useQuery({
    queryKey: [...keys.funnel(id), version],
    queryFn: () => readFunnel(id, version ?? undefined),
    enabled: version !== null,
    refetchInterval: every_ms,
    staleTime: 5_000,
  });
}

export function useRuns(id: number, status: string) {
  return useInfiniteQuery({
    queryKey: [...keys.runs(id), status],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/flows/{id}/runs', {
          params: {
            ...path(id),
            query: { status: status || undefined, limit: page, after: pageParam || undefined },
          },
        }),
      ) as Promise<{ items: Run[]; next: string | null }>,
    initialPageParam: '',
    getNextPageParam: (last) => last.next || null,
  });
}
