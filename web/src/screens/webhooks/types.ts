import type { components } from '../../api/schema';

type S = components['schemas'];

export type Webhook = Required<S['webhook']>;
export type Delivery = Required<S['webhook_delivery']>;
export type EventType = S['webhook_event_type'];

/** A type that the server learns has to be put here too: the compiler says so. */
const known: Record<EventType, true> = {
  'appointment.cancelled': true,
  'appointment.created': true,
  'appointment.updated': true,
  'conversation.control_changed': true,
  'conversation.handoff': true,
  'dead_letter.created': true,
  'flow.webhook': true,
  'message.delivered': true,
  'message.failed': true,
  'message.read': true,
  'message.received': true,
  'message.sent': true,
};

export const eventTypes = Object.keys(known) as EventType[];

export const deliveryStates = ['pending', 'delivered', 'dead'] as const;

/** How a subscription fares, the worst first: what its breaker does decides. */
export const stateOf = (w: Webhook, now: number): 'off' | 'resting' | 'failing' | 'new' | 'fine' => {
  if (!w.enabled) return 'off';
  if (w.rest_until && Date.parse(w.rest_until) > now) return 'resting';
  if (w.failures > 0) return 'failing';
  return w.last_success_at ? 'fine' : 'new';
};
