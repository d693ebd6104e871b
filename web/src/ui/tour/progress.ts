import type { components } from '../../api/schema';

export type Row = Required<Pick<components['schemas']['conversation'], 'id' | 'simulated' | 'mode'>> & {
  last_activity_at?: string | null;
};

export const steps = ['talk', 'actor', 'take', 'back'] as const;
export type Step = (typeof steps)[number];

/** What this browser remembers of the tour. */
export type Progress = {
  /** Offered to who came to an installation without conversations; `never` to who did not. */
  state: 'unknown' | 'open' | 'never' | 'closed';
  done: Step[];
  /** The simulated conversation that it goes on with. */
  conversation: string | null;
};

export const nothing: Progress = { state: 'unknown', done: [], conversation: null };

export function readProgress(text: string | undefined): Progress {
  try {
    const read = JSON.parse(text ?? '') as Partial<Progress>;
    const state = (['open', 'never', 'closed'] as const).find((s) => s === read.state) ?? 'unknown';
    return {
      state,
      done: steps.filter((s) => Array.isArray(read.done) && read.done.includes(s)),
      conversation: typeof read.conversation === 'string' ? read.conversation : null,
    };
  } catch {
    return nothing;
  }
}

const newest = (rows: readonly Row[]): Row | undefined =>
  rows
    .filter((row) => row.simulated)
    .toSorted((a, b) => String(b.last_activity_at ?? '').localeCompare(String(a.last_activity_at ?? '')))[0];

/** What has really happened since: told by the conversations as the feed has them, and by the page that is open. Returns the
 *  same object when nothing is new. */
export function advanced(p: Progress, rows: readonly Row[], path: string): Progress {
  if (p.state === 'unknown') return { ...p, state: rows.length === 0 ? 'open' : 'never' };
  if (p.state !== 'open') return p;
  const done = new Set(p.done);
  const row = rows.find((r) => r.id === p.conversation) ?? newest(rows);
  if (row) done.add('talk');
  if (done.has('talk') && path.startsWith('/actors')) done.add('actor');
  if (row?.mode === 'human') done.add('take');
  if (row?.mode === 'bot' && done.has('take')) done.add('back');
  const conversation = row?.id ?? p.conversation;
  if (done.size === p.done.length && conversation === p.conversation) return p;
  return { ...p, done: steps.filter((s) => done.has(s)), conversation };
}

export const nextOf = (p: Progress): Step | null => steps.find((s) => !p.done.includes(s)) ?? null;

/** Where a step is done. */
export function placeOf(step: Step, conversation: string | null): string {
  if (step === 'talk') return '/simulator';
  if (step === 'actor') return conversation ? `/actors?conversation=${conversation}` : '/actors';
  return conversation ? `/inbox/${conversation}` : '/inbox';
}
