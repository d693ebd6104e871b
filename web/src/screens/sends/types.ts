import type { components } from '../../api/schema';

type S = components['schemas'];
export type Task = Omit<Required<S['task']>, 'error'> & { error: { code?: number; text?: string } | null };
export type State = S['task_state'];
export type Stats = Required<S['task_stats']>;
export type Sender = Stats['senders'][number];

export const states: State[] = ['PENDING', 'STARTED', 'RETRY', 'SUCCESS', 'FAILURE'];
export const tones: Record<State, string> = {
  PENDING: 'customer',
  STARTED: 'bot',
  RETRY: 'warn',
  SUCCESS: 'ok',
  FAILURE: 'bad',
};
