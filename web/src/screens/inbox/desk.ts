import { api, ask } from '../../api/client';
import type { Canned, Colleague, Control, Conversation, Message, Run, Say } from './types';

type Answer = Promise<{ data?: unknown; error?: unknown; response: Response }>;
type Untyped = Record<'GET' | 'POST' | 'PATCH' | 'DELETE', (path: string, options?: object) => Answer>;
const open = api as unknown as Untyped;

const of = (id: string, more: object = {}) => ({ params: { path: { id, ...more } } });

/** What people at the desk do to a conversation, as the server takes it. */
export const desk = {
  page: (query: Record<string, string>) =>
    ask(open.GET('/api/v1/conversations', { params: { query } })) as Promise<{
      items: Conversation[];
      next: string | null;
    }>,
  one: (id: string) => ask(open.GET('/api/v1/conversations/{id}', of(id))) as Promise<Conversation>,
  older: (id: string, before: number) =>
    ask(
      api.GET('/api/v1/conversations/{id}/messages', {
        params: { path: { id }, query: { before, limit: 50 } },
      }),
    ) as Promise<{ items: Message[]; next: string | null }>,
  change: (
    id: string,
    body: { assignee?: string; team?: string; labels?: string[]; snoozed_until?: string },
  ) => ask(open.PATCH('/api/v1/conversations/{id}', { ...of(id), body })),
  status: (id: string, status: Conversation['status']) =>
    ask(
      api.POST('/api/v1/conversations/{id}/status', {
        ...of(id),
        params: { path: { id } },
        body: { status },
      }),
    ),
  takeOver: (id: string, silence_ms?: number) =>
    ask(
      api.POST('/api/v1/conversations/{id}/take-over', {
        params: { path: { id } },
        body: silence_ms === undefined ? {} : { silence_ms },
      }),
    ) as Promise<Control>,
  handBack: (id: string) =>
    ask(api.POST('/api/v1/conversations/{id}/hand-back', { params: { path: { id } } })) as Promise<Control>,
  read: (id: string) =>
    ask(
      api.POST('/api/v1/conversations/{id}/read', {
        params: { path: { id } },
        body: { tell_provider: true },
      }),
    ),
  say: (id: string, body: Say) => ask(open.POST('/api/v1/conversations/{id}/messages', { ...of(id), body })),
  note: (id: string, body: { text: string; client_id: string }) =>
    ask(open.POST('/api/v1/conversations/{id}/notes', { ...of(id), body })),
  retry: (id: string, message: string) =>
    ask(open.POST('/api/v1/conversations/{id}/messages/{message}/retry', of(id, { message }))),
  runs: (conversation: string) =>
    ask(api.GET('/api/v1/runs', { params: { query: { conversation, limit: 50 } } })) as Promise<{
      items: Run[];
    }>,
  colleagues: () => ask(open.GET('/api/v1/colleagues')) as Promise<{ items: Colleague[] }>,
  canned: () => ask(open.GET('/api/v1/canned')) as Promise<{ items: Canned[] }>,
  addCanned: (body: { shortcut: string; text: string }) => ask(open.POST('/api/v1/canned', { body })),
  changeCanned: (id: number, body: { shortcut: string; text: string }) =>
    ask(open.PATCH('/api/v1/canned/{id}', { params: { path: { id } }, body })),
  dropCanned: (id: number) => ask(open.DELETE('/api/v1/canned/{id}', { params: { path: { id } } })),
};
