import type { components } from '../../api/schema';

type S = components['schemas'];

/** `window_until` alone may be absent: where there is no window. */
export type Conversation = S['conversation'];

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
export type Say = S['say'];
export type FlowHead = Required<S['flow_head']>;

export type Canned = S['canned_answer'];
export type Presence = {
  user_id: number;
  name: string;
  email: string;
  conversation: string;
  typing: boolean;
};

export type Count = { count: number; more: boolean };
