import type { Message } from '../types';

/** What the engine itself has put down in a thread (src/flows/record.cpp): `human by Ana: reason`. */
export type Notice = { kind: string; state: string; by: string; reason: string };

const states = /^(bot|human|paused|open|pending|snoozed|resolved)(?: by ([^:]*))?(?:: ([\s\S]*))?$/;

/** The engine's note of a change, or null for a message that somebody has written. */
export function noticeOf(m: Pick<Message, 'type' | 'author' | 'direction' | 'content'>): Notice | null {
  if (m.type !== 'system' || m.author !== 'system' || m.direction !== 'outbound') return null;
  const { kind = '', body = '' } = (m.content ?? {}) as { kind?: string; body?: string };
  if (kind === 'note') return null;
  const read = states.exec(body);
  if (!read) return { kind, state: '', by: '', reason: body };
  return { kind, state: read[1] ?? '', by: read[2] ?? '', reason: read[3] ?? '' };
}

const over = 'the agreed silence is over';

/** Name of the text that says it, below `notice.`; empty: there is none, and the engine's words stand. */
export function wordsOf(n: Notice): string {
  if (n.kind === 'control_changed')
    return n.state === 'bot' && n.reason === over ? 'bot_over' : n.by ? n.state : `${n.state}_itself`;
  if (n.kind === 'status_changed') return n.by && n.by !== 'the flow' ? n.state : `${n.state}_itself`;
  return ['handoff', 'flow_stopped', 'delivery_failed', 'not_scheduled', 'opted_in', 'opted_out'].includes(
    n.kind,
  )
    ? n.kind
    : '';
}
