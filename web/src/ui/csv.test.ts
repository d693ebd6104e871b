import { expect, it } from 'vitest';
import { csvOf } from './csv';

it('quotes what needs it', () => {
  expect(
    csvOf([
      ['a', 1, null],
      ['b,c', 'say "no"', undefined],
    ]),
  ).toBe('a,1,\r\n"b,c","say ""no""",\r\n');
});

it('makes no formula of what somebody wrote', () => {
  expect(csvOf([['=1+1', '+54', '-2', '@x', -2]])).toBe("'=1+1,'+54,'-2,'@x,-2\r\n");
});
