import type { components } from '../../api/schema';

type S = components['schemas'];
export type SystemEvent = Required<NonNullable<S['system_events']['items']>[number]>;
export type AuditRow = Required<NonNullable<S['audit']['items']>[number]>;
export type Exchange = Required<S['exchange']>;

/** A line of the program's own log. */
export type LogLine = {
  id: string;
  at: string;
  level: 'debug' | 'info' | 'warn' | 'error';
  event: string;
  fields: Record<string, string | number>;
};

/** What is opened beside a list: its name, what is known of it, and the whole of it. */
export type Opened = { key: string; title: string; facts: [string, string][]; whole: [string, unknown][] };

export const tones: Record<string, string> = { debug: 'customer', info: 'bot', warn: 'warn', error: 'bad' };
