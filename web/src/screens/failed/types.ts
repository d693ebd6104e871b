import type { components } from '../../api/schema';

type S = components['schemas'];

/** Given up: what could not be decided or sent. `body` and `trace` come with a single one only. */
export type Letter = Omit<Required<S['dead_letter']>, 'body' | 'trace'> & {
  body?: unknown;
  trace?: TraceLine[] | null;
};
export type TraceLine = Required<S['trace_line']>;
export type Outcome = Required<S['dead_letter_outcome']>;

/** A row of topic `dlq.groups`. */
export type Group = { reason: string; kind: string; count: number; first_at: string; last_at: string };

export const states = ['open', 'redriven', 'discarded'] as const;
export type State = (typeof states)[number];

export const groupKey = (of: Pick<Letter, 'reason' | 'kind'>) => `${of.reason}/${of.kind}`;

/** A bubble that was given up is sent anew by writing it again: only causes can be decided once more. */
export const canRedrive = (letter: Pick<Letter, 'state' | 'kind'>) =>
  letter.state === 'open' && letter.kind !== 'outbox';
