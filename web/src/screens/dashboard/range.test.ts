import { expect, it } from 'vitest';
import { rangeOf } from './range';

it('ends at the next minute and goes as far back as it says', () => {
  const now = Date.parse('2026-11-21T12:34:56Z');
  expect(rangeOf('7d', now)).toEqual({
    from: '2026-11-14T12:35:00.000Z',
    to: '2026-11-21T12:35:00.000Z',
    step: 'day',
  });
  expect(rangeOf('1d', now).step).toBe('hour');
});
