import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useLive } from '../../live/hooks';
import type { Line } from '../../ui/phone/types';
import { digits, type Persona } from './personas';
import type { Conversation, Message } from './types';

const head = 'conversation';

/** What the customer's phone shows of the thread: neither notes nor who took over, which are for the organisation's people. */
export const linesOf = (rows: ReadonlyMap<string, unknown>): Line[] =>
  [...rows]
    .filter(([key]) => key !== head)
    .map(([, row]) => row as Message)
    .filter((m) => m.type !== 'note' && m.type !== 'system')
    .sort((a, b) => a.seq - b.seq)
    .map((m) => ({
      key: m.id,
      voice: m.author,
      at: m.at,
      content: m.content ?? { type: 'text', body: m.text },
      status: m.direction === 'outbound' ? undefined : 'read',
      by: m.author === 'human' ? m.author_name : undefined,
    }));

const conversationKey = (channel: string, phone: string) => ['simulated', channel, phone];

async function find(channel: string, phone: string): Promise<string | null> {
  const { items } = await ask(
    api.GET('/api/v1/conversations', { params: { query: { channel, q: phone, limit: 20 } as never } }),
  );
  return (items ?? []).find((c) => digits(c.phone ?? '') === phone)?.id ?? null;
}

const patience_ms = 15_000;

/** A message is taken before its conversation is made: until it can be read, for a moment. */
async function appeared(id: string): Promise<void> {
  const end = Date.now() + patience_ms;
  for (let pause = 50; ; pause *= 2) {
    try {
      await ask(api.GET('/api/v1/conversations/{id}', { params: { path: { id } } }));
      return;
    } catch (error) {
      if (problemOf(error).kind !== 'missing' || Date.now() > end) throw error;
    }
    await new Promise((next) => setTimeout(next, pause));
  }
}

/** The thread of a simulated customer, as it is on the server now, and how to say something in it. */
export function useThread(channel: string, persona: Persona) {
  const client = useQueryClient();
  const key = conversationKey(channel, persona.phone);
  const found = useQuery({
    queryKey: key,
    queryFn: () => find(channel, persona.phone),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const id = found.data ?? null;
  const begun = useRef(false);
  begun.current = id !== null;
  const table = useLive(id ? 'conversation' : null, { id });
  const lines = useMemo(() => linesOf(table.rows), [table.rows]);
  const conversation = (table.rows.get(head) as Conversation | undefined) ?? null;

  // How long the newest message took to be answered, as this browser saw it.
  const asked = useRef<{ at: number; after: number } | null>(null);
  const [answeredIn, setAnsweredIn] = useState<number | null>(null);
  const answers = lines.filter((l) => l.voice !== 'contact').length;
  const known = useRef(answers);
  known.current = answers;
  useEffect(() => {
    if (!asked.current || answers <= asked.current.after) return;
    setAnsweredIn(Math.round(performance.now() - asked.current.at));
    asked.current = null;
  }, [answers]);

  const say = useCallback(
    async (text: string) => {
      asked.current = { at: performance.now(), after: known.current };
      const { conversation_id } = await ask(
        api.POST('/api/v1/simulate/inbound', {
          body: { text, from: persona.phone, name: persona.name, channel },
        }),
      );
      if (!begun.current) await appeared(conversation_id);
      client.setQueryData(conversationKey(channel, persona.phone), conversation_id);
    },
    [channel, persona.phone, persona.name, client],
  );
  return { id, fresh: found.isSuccess && id === null, conversation, lines, answeredIn, say };
}
