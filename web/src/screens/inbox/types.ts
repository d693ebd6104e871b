import type { components } from '../../api/schema';

type S = components['schemas'];

/** Every member is there: our server always writes them. `window_until` alone is absent where there is no window. */
export type Conversation = Required<Omit<S['conversation'], 'window_until'>> & {
  window_until?: string | null;
  /** E-mail of the colleague who has it; empty: nobody. */
  assignee: string;
  team: string;
  labels: string[];
  snoozed_until: string | null;
  /** The oldest message of the customer that nobody has answered. */
  waiting_since: string | null;
  last_author: 'customer' | 'bot' | 'human' | 'system' | '';
};

export type MessageStatus = NonNullable<S['message']['status']>;

export type Message = Required<Omit<S['message'], 'status' | 'error' | 'content'>> & {
  content: unknown;
  status?: MessageStatus;
  error?: { code: number; text: string };
};

export type Contact = Required<S['contact']>;
export type Run = Required<NonNullable<S['runs']['items']>[number]>;
export type Template = Required<S['message_template']>;
export type Control = Required<S['control']>;
export type Say = S['say'] & { send_at?: string };
export type FlowHead = Required<S['flow_head']>;

export type Colleague = { id: number; name: string; email: string; role: string };
export type Canned = { id: number; shortcut: string; text: string; created_by: string; updated_at: string };
export type Presence = {
  user_id: number;
  name: string;
  email: string;
  conversation: string;
  typing: boolean;
};

export type Count = { count: number; more: boolean };
