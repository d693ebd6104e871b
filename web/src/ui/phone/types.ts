import type { components } from '../../api/schema';

type S = components['schemas'];

/** What stands in a bubble: `type` decides which other members are there (src/io/json/content_codec.cpp). */
export type PhoneContent = { type: string } & Record<string, unknown>;

export type Voice = 'contact' | 'bot' | 'human' | 'system';

/** One bubble on the phone. The phone is the customer's: what `contact` says stands on the right. */
export type Line = {
  key: string;
  voice: Voice;
  at: string;
  content: PhoneContent;
  status?: string;
  /** A program's name, or the person's who wrote it. */
  by?: string;
};

export type TraceLine = { node: string; what: string; detail: string };

/** What the simulated customer does: one member, as POST /flows/simulate/{id} takes it. */
export type Act =
  | { text: string }
  | { tap: string | { id: string; title: string } }
  | { media: Media }
  | { location: Place }
  | { wait: string }
  | { answer: Answer }
  | { node: string }
  | { event: string };

export type Media = {
  kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  url?: string;
  caption?: string;
  filename?: string;
};
export type Place = { latitude: number; longitude: number; name?: string; address?: string };
export type Answer = {
  step?: string;
  outcome: 'ok' | 'failed' | 'timed_out';
  status?: number;
  body?: string;
};

export type Identity = { name: string; locale: string; tags: string[]; attributes: Record<string, string> };

/** What a simulated conversation begins with. */
export type Beginning = { flow?: number; graph?: unknown; at?: string; identity: Identity };

/** The server writes every member of a play. */
export type Play = Required<
  Omit<S['play'], 'bubbles' | 'trace' | 'run' | 'call' | 'contact' | 'variables'>
> & {
  bubbles: { at: string; author: Voice; bubble: { type: string; line: string; content: PhoneContent } }[];
  trace: TraceLine[];
  run: { number: number; flow: number; version: number } | null;
  call: { step: string; kind: string; method: string; target: string; body: string } | null;
  contact: { name: string; language: string; tags: string[]; attributes: Record<string, string> };
  variables: Record<string, string>;
};

/** One act and what came of it. The beginning is a turn without an act. */
export type Turn = { act: Act; said: PhoneContent | null; play: Play };
