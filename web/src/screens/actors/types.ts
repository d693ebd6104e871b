import type { components } from '../../api/schema';

type S = components['schemas'];

/** An actor as the tree tells of it. The last two come from newer servers. */
export type Actor = Required<S['actor']> & { mailbox_peak?: number; last_busy_ms?: number | null };

/** A row of topic `cluster`: one node of the cluster. */
export type ClusterNode = {
  name: string;
  role: string;
  started_at: string;
  build: string;
  actors: number;
  resident_conversations: number;
  mailbox_total: number;
  processed_per_s: number;
  cpu_share: number;
  rss_bytes: number;
  admission: string;
  accepting: boolean;
  shards: number[] | number;
  lanes: number;
  store: string;
  workers: { name: string; state: string }[];
};

export type Command = S['actor_command']['command'];

export const isConversation = (actor: Pick<Actor, 'type'>) => actor.type === 'conversation';

/** The conversation that an actor is, or nothing. */
export const conversationOf = (actor: Pick<Actor, 'name' | 'type'>): string | null =>
  isConversation(actor) ? actor.name.replace(/^conversation\//, '') : null;
