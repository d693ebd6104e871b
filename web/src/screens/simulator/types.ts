import type { components } from '../../api/schema';
import type { PhoneContent, Voice } from '../../ui/phone/types';

type S = components['schemas'];

export type Conversation = Required<S['conversation']>;
export type Channel = Required<Pick<S['channel'], 'key' | 'type' | 'mode' | 'status' | 'phone_number'>>;

/** A row of the topic `conversation{id}`. */
export type Message = Required<Omit<S['message'], 'content' | 'author' | 'status' | 'error'>> & {
  author: Voice;
  content: PhoneContent | null;
  status?: string;
};

export type TurnRow = {
  turn: string;
  version: number;
  at: string;
  causes: { kind: string; at: string; correlation_id: string }[];
  trace: { node: string; what: string; detail: string }[];
};
