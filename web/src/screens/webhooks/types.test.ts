import { expect, it } from 'vitest';
import { stateOf, type Webhook } from './types';

const hook = (change: Partial<Webhook>) =>
  ({ enabled: true, failures: 0, rest_until: null, last_success_at: null, ...change }) as Webhook;
const now = Date.parse('2026-11-21T12:00:00Z');

it('a subscription is as its breaker has it', () => {
  expect(stateOf(hook({}), now)).toBe('new');
  expect(stateOf(hook({ last_success_at: '2026-11-21T11:00:00Z' }), now)).toBe('fine');
  expect(stateOf(hook({ failures: 2 }), now)).toBe('failing');
  expect(stateOf(hook({ failures: 9, rest_until: '2026-11-21T12:10:00Z' }), now)).toBe('resting');
  expect(stateOf(hook({ failures: 9, rest_until: '2026-11-21T11:10:00Z' }), now)).toBe('failing');
  expect(stateOf(hook({ enabled: false, failures: 9 }), now)).toBe('off');
});
