import { expect, it } from 'vitest';
import { quantile } from './quantile';

it('finds the value that a share does not exceed', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0, 0.5, 0.95, 1].map((s) => quantile(values, s))).toEqual([1, 3, 5, 5]);
  expect(quantile([], 0.5)).toBeNull();
});
