import type { Message, Run } from '../types';
import { type Notice, noticeOf } from './notice';

/** One line of the thread, from the oldest to the newest. */
export type Line =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'activity'; key: string; at: string; run: Run; what: 'began' | 'ended' }
  | { kind: 'notice'; key: string; at: string; notice: Notice }
  | { kind: 'message'; key: string; at: string; message: Message; reactions: Message[] };

/** Older pages and the live window as one: each message once, as it was last told. */
export function merged(pages: readonly (readonly Message[])[], live: readonly Message[]): Message[] {
  const byId = new Map<string, Message>();
  for (const page of pages) for (const m of page) byId.set(m.id, m);
  for (const m of live) byId.set(m.id, m);
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

/** A reaction whose message is shown stands at that message; the newest of each person counts. */
function reactionsOf(messages: readonly Message[]) {
  const shown = new Set(messages.flatMap((m) => (m.type === 'reaction' ? [] : m.provider_id || [])));
  const at = new Map<string, Message[]>();
  const placed = new Set<string>();
  for (const m of messages) {
    if (m.type !== 'reaction') continue;
    const target = String((m.content as { target?: string } | null)?.target ?? '');
    if (!shown.has(target)) continue;
    placed.add(m.id);
    const others = (at.get(target) ?? []).filter(
      (r) => r.author !== m.author || r.author_name !== m.author_name,
    );
    at.set(target, (m.content as { emoji?: string }).emoji ? [...others, m] : others);
  }
  return { at, placed };
}

const dayOf = (at: string) => new Date(at).toDateString();

type ActivityLine = Extract<Line, { kind: 'activity' }>;
type Event = { line: ActivityLine; place: number };

/** A run that was over so soon is told by what it said. */
const short_ms = 60_000;

/** Runs' beginnings and ends. One begins right behind the message that set it off, whatever the clocks say. */
function eventsOf(messages: readonly Message[], runs: readonly Run[]): Event[] {
  const since = Date.parse(messages[0]?.at ?? '');
  const inbound = messages.filter((m) => m.direction === 'inbound').map((m) => Date.parse(m.at));
  return runs
    .flatMap((run): Event[] => {
      const began = Date.parse(run.started_at);
      const cause = inbound.findLast((at) => at <= began) ?? began;
      const line = (what: 'began' | 'ended', at: string): ActivityLine => ({
        kind: 'activity',
        key: `r${run.number}${what}`,
        at,
        run,
        what,
      });
      const told: Event[] = [{ line: line('began', run.started_at), place: cause + 0.5 }];
      const quiet =
        run.status === 'completed' && run.ended_at !== null && Date.parse(run.ended_at) - began < short_ms;
      if (run.ended_at && !quiet)
        told.push({ line: line('ended', run.ended_at), place: Date.parse(run.ended_at) });
      return told;
    })
    .filter((e) => e.place >= since)
    .sort((a, b) => a.place - b.place);
}

/** @param unread how many of the newest inbound messages nobody had read when the thread was opened */
export function linesOf(messages: readonly Message[], runs: readonly Run[], unread: number): Line[] {
  const { at, placed } = reactionsOf(messages);
  const plain = messages.filter((m) => !placed.has(m.id));
  const inbound = plain.filter((m) => m.direction === 'inbound');
  const firstNew = unread > 0 ? inbound.at(-Math.min(unread, inbound.length))?.id : undefined;
  const events = eventsOf(plain, runs);
  const out: Line[] = [];
  let day = '';
  let next = 0;
  const date = (moment: string) => {
    if (dayOf(moment) === day) return;
    day = dayOf(moment);
    out.push({ kind: 'day', key: `d${day}`, at: moment });
  };
  const eventsUntil = (moment: string | null) => {
    while (next < events.length && (moment === null || (events[next] as Event).place < Date.parse(moment))) {
      const { line } = events[next++] as Event;
      date(line.at);
      out.push(line);
    }
  };
  for (const message of plain) {
    eventsUntil(message.at);
    date(message.at);
    if (message.id === firstNew) out.push({ kind: 'new', key: 'new' });
    const notice = noticeOf(message);
    if (notice) {
      out.push({ kind: 'notice', key: message.id, at: message.at, notice });
      continue;
    }
    const reactions = message.provider_id ? (at.get(message.provider_id) ?? []) : [];
    out.push({ kind: 'message', key: message.id, at: message.at, message, reactions });
  }
  eventsUntil(null);
  return out;
}
