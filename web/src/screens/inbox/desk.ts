import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';
import type { Conversation, Message, Run, Say } from './types';

type Change = components['schemas']['conversation_change'];
type CannedNew = components['schemas']['canned_new'];
type PageQuery = Record<string, string>;

const at = (id: string) => ({ params: { path: { id } } });

/** What people at the desk do to a conversation, as the server takes it. */
export const desk = {
  page: (query: PageQuery) =>
    ask(api.GET('/api/v1/conversations', { params: { query: query as Record<string, never> } })),
  older: (id: string, before: number) =>
    ask(
      api.GET('/api/v1/conversations/{id}/messages', {
        params: { path: { id }, query: { before, limit: 50 } },
      }),
    ) as Promise<{ items: Message[]; next: string | null }>,
  change: (id: string, body: Change) => ask(api.PATCH('/api/v1/conversations/{id}', { ...at(id), body })),
  status: (id: string, status: Conversation['status']) =>
    ask(api.POST('/api/v1/conversations/{id}/status', { ...at(id), body: { status } })),
  takeOver: (id: string, silence_ms?: number) =>
    ask(
      api.POST('/api/v1/conversations/{id}/take-over', {
        ...at(id),
        body: silence_ms === undefined ? {} : { silence_ms },
      }),
    ),
  handBack: (id: string) => ask(api.POST('/api/v1/conversations/{id}/hand-back', at(id))),
  read: (id: string) =>
    ask(api.POST('/api/v1/conversations/{id}/read', { ...at(id), body: { tell_provider: true } })),
  say: (id: string, body: Say) => ask(api.POST('/api/v1/conversations/{id}/messages', { ...at(id), body })),
  note: (id: string, body: { text: string; client_id: string }) =>
    ask(api.POST('/api/v1/conversations/{id}/notes', { ...at(id), body })),
  retry: (id: string, message: string) =>
    ask(
      api.POST('/api/v1/conversations/{id}/messages/{message}/retry', { params: { path: { id, message } } }),
    ),
  runs: (conversation: string) =>
    ask(api.GET('/api/v1/runs', { params: { query: { conversation, limit: 50 } } })) as Promise<{
      items: Run[];
    }>,
  colleagues: () => ask(api.GET('/api/v1/colleagues')),
  canned: () => ask(api.GET('/api/v1/canned')),
  addCanned: (body: CannedNew) => ask(api.POST('/api/v1/canned', { body })),
  changeCanned: (id: number, body: CannedNew) =>
    ask(api.PATCH('/api/v1/canned/{id}', { params: { path: { id: String(id) } }, body })),
  dropCanned: (id: number) =>
    ask(api.DELETE('/api/v1/canned/{id}', { params: { path: { id: String(id) } } })),
};
