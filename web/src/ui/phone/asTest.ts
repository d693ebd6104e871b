import type { Beginning, Turn } from './types';

export type FlowTest = { name: string; steps: Record<string, unknown>[] } & Record<string, unknown>;

/** What of the conversation a test cannot say. */
export const untestable = (turns: readonly Turn[]): boolean => turns.some((t) => 'node' in t.act);

const stepOf = (turn: Turn): Record<string, unknown> => {
  const act = turn.act;
  if ('text' in act) return { in: act.text };
  if ('tap' in act)
    return typeof act.tap === 'string' ? { tap: act.tap } : { tap: act.tap.id, title: act.tap.title };
  return { ...act };
};

/** `2026-03-02 09:00` */
const minute = (at: string) => at.slice(0, 16).replace('T', ' ');

/** The conversation as a test of its flow (docs/flows.md): what the customer did, and every bubble that came of it. The
 *  answer to a call is told before the step that asks, so what came before and after it is expected together. */
export function asTest(name: string, begun: Beginning, turns: readonly Turn[]): FlowTest {
  const steps: Record<string, unknown>[] = [];
  let asked = 0;
  for (const [i, turn] of turns.entries()) {
    const lines = turn.play.bubbles.map((b) => b.bubble.line);
    if ('answer' in turn.act) {
      const call = turns[i - 1]?.play.call;
      const { step = call?.step, ...rest } = turn.act.answer;
      steps.splice(asked, 0, { [call?.kind === 'assistant' ? 'assistant' : 'http']: { step, ...rest } });
      const expected = steps.at(-1)?.expect;
      if (Array.isArray(expected)) expected.push(...lines);
      asked += 1;
    } else {
      asked = steps.length;
      steps.push(stepOf(turn), { expect: lines });
    }
  }
  const { name: who, tags, attributes, locale } = begun.identity;
  const contact = {
    ...(who && { name: who }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(tags.length > 0 && { tags }),
  };
  return {
    name,
    ...(begun.at && { at: minute(begun.at) }),
    ...(locale && { rules: { language: locale } }),
    ...(Object.keys(contact).length > 0 && { contact }),
    steps,
  };
}
