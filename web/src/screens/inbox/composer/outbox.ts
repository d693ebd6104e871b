import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { newKey } from '../../../api/client';
import { type ProblemKind, problemOf } from '../../../api/problem';
import { useAccount } from '../../../api/session';
import { useLiveClient } from '../../../live/hooks';
import { desk } from '../desk';
import type { Message, Say } from '../types';
import { keep, kept } from './keep';

/** What was sent here and is not yet in the thread. */
export type Pending = {
  client_id: string;
  conversation: string;
  at: string;
  say: Say | null;
  /** A private note instead. */
  note: string | null;
  state: 'sending' | 'taken' | 'failed';
  problem?: { kind: ProblemKind; words: string };
};

/** No harm is done by sending it once more: the server knows it by its client_id. */
const worth_again: readonly ProblemKind[] = ['offline', 'session', 'busy'];

/**
 * Sends in order, one at a time a conversation, each under a client_id that stays the same however often it is tried:
 * whatever answer is lost on the way, the customer gets it once. What has not gone is kept when the page is closed.
 */
export class Outbox {
  private all: readonly Pending[];
  private readonly listeners = new Set<() => void>();
  private readonly queues = new Map<string, Promise<void>>();

  constructor(
    private readonly name: string,
    private readonly post = send,
  ) {
    // Nobody knows what became of what was on its way when the page was closed: it can be tried again.
    this.all = (kept<Pending[]>(name) ?? []).map((p) =>
      p.state === 'failed' ? p : { ...p, state: 'failed' as const, problem: { kind: 'offline', words: '' } },
    );
  }

  watch = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  list = () => this.all;

  add(conversation: string, what: { say: Say } | { note: string }): void {
    const client_id = newKey();
    const pending: Pending = {
      client_id,
      conversation,
      at: new Date().toISOString(),
      say: 'say' in what ? what.say : null,
      note: 'note' in what ? what.note : null,
      state: 'sending',
    };
    this.set([...this.all, pending]);
    this.queue(pending);
  }

  retry(client_id: string): void {
    const found = this.all.find((p) => p.client_id === client_id && p.state === 'failed');
    if (!found) return;
    this.patch(client_id, { state: 'sending', problem: undefined });
    this.queue(found);
  }

  /** After the connection is back: what failed for want of it. */
  retryLost(): void {
    for (const p of this.all)
      if (p.state === 'failed' && p.problem && worth_again.includes(p.problem.kind)) this.retry(p.client_id);
  }

  drop(client_id: string): void {
    if (this.all.some((p) => p.client_id === client_id))
      this.set(this.all.filter((p) => p.client_id !== client_id));
  }

  private queue(pending: Pending): void {
    const before = this.queues.get(pending.conversation) ?? Promise.resolve();
    this.queues.set(
      pending.conversation,
      before.then(() => this.go(pending)),
    );
  }

  private async go(pending: Pending): Promise<void> {
    if (!this.all.some((p) => p.client_id === pending.client_id)) return; // it is in the thread already
    try {
      await this.post(pending);
      // What goes later is in no thread yet: the list of what is planned shows it.
      if (pending.say?.send_at) this.drop(pending.client_id);
      else this.patch(pending.client_id, { state: 'taken' });
    } catch (error) {
      const { kind, message, errors } = problemOf(error);
      const words = [message, ...errors.map((e) => e.hint)].filter(Boolean).join(' ');
      this.patch(pending.client_id, { state: 'failed', problem: { kind, words } });
    }
  }

  private patch(client_id: string, change: Partial<Pending>): void {
    this.set(this.all.map((p) => (p.client_id === client_id ? { ...p, ...change } : p)));
  }

  private set(next: readonly Pending[]): void {
    this.all = next;
    keep(this.name, next.length === 0 ? null : next);
    for (const listener of this.listeners) listener();
  }
}

function send(p: Pending): Promise<unknown> {
  if (p.note !== null) return desk.note(p.conversation, { text: p.note, client_id: p.client_id });
  return desk.say(p.conversation, { ...(p.say as Say), client_id: p.client_id });
}

const boxes = new Map<string, Outbox>();

/** The outbox of the signed-in person: one a page, so that walking about loses nothing. */
export function useOutbox(): Outbox {
  const name = `charla.outbox.${useAccount().user.id}`;
  let box = boxes.get(name);
  if (!box) {
    box = new Outbox(name);
    boxes.set(name, box);
  }
  const live = useLiveClient();
  const mine = box;
  useEffect(() => live.watch(() => live.state === 'live' && mine.retryLost()), [live, mine]);
  return box;
}

/** What is on its way in one conversation; what the thread shows already is forgotten. */
export function usePending(conversation: string, messages: readonly Message[]): Pending[] {
  const box = useOutbox();
  const all = useSyncExternalStore(
    useCallback((l: () => void) => box.watch(l), [box]),
    box.list,
  );
  const told = new Set(messages.flatMap((m) => m.client_id || []));
  const mine = all.filter((p) => p.conversation === conversation);
  const over = mine
    .filter((p) => told.has(p.client_id))
    .map((p) => p.client_id)
    .join();
  useEffect(() => {
    for (const id of over.split(',').filter(Boolean)) box.drop(id);
  }, [over, box]);
  return mine.filter((p) => !told.has(p.client_id));
}
