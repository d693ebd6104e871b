import type { Act, Line, PhoneContent, Turn } from './types';

type Offer = { id: string; title: string };

const offersIn = (content: PhoneContent): Offer[] => [
  ...((content.buttons as Offer[] | undefined) ?? []),
  ...((content.sections as { rows: Offer[] }[] | undefined) ?? []).flatMap((s) => s.rows),
];

/** The title under which `id` was offered last. */
export function titleOf(turns: readonly Turn[], id: string): string {
  for (const turn of turns.toReversed())
    for (const { bubble } of turn.play.bubbles.toReversed()) {
      const found = offersIn(bubble.content).find((o) => o.id === id);
      if (found) return found.title;
    }
  return id;
}

/** What an act of the customer looks like on the phone; null for what is no message (time, an answer, a jump). */
export function saidBy(act: Act, turns: readonly Turn[]): PhoneContent | null {
  if ('text' in act) return { type: 'text', body: act.text };
  if ('tap' in act) {
    const { id, title } =
      typeof act.tap === 'string' ? { id: act.tap, title: titleOf(turns, act.tap) } : act.tap;
    return { type: 'button_reply', id, title };
  }
  if ('media' in act) return { ...act.media, type: act.media.kind };
  if ('location' in act) return { ...act.location, type: 'location' };
  return null;
}

/** All that the phone shows, in its order. */
export function linesOf(turns: readonly Turn[]): Line[] {
  return turns.flatMap((turn, i) => {
    const said: Line[] = turn.said
      ? [{ key: `${i}`, voice: 'contact', at: turn.play.clock, content: turn.said, status: 'read' }]
      : [];
    const came = turn.play.bubbles.map((b, n) => ({
      key: `${i}.${n}`,
      voice: b.author,
      at: b.at,
      content: b.bubble.content,
    }));
    return [...said, ...came];
  });
}

const day = 24 * 3_600_000;

/** Until when free text may be sent: 24 hours since the customer's last message. Null: they have not written. */
export function windowUntil(turns: readonly Turn[]): number | null {
  const last = turns.findLast((turn) => turn.said !== null);
  return last ? Date.parse(last.play.clock) + day : null;
}
