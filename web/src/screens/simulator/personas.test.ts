import { expect, it } from 'vitest';
import { type Cast, phones_open_most, readCast, toggled, without, withPersona } from './personas';

const cast = (open: string[]): Cast => ({
  known: ['1', '2', '3', '4'].map((phone) => ({ phone, name: `n${phone}` })),
  open,
});

it('one phone stays open, and the one opened first makes room', () => {
  expect(toggled(cast(['1']), '1').open).toEqual(['1']);
  expect(toggled(cast(['1', '2']), '1').open).toEqual(['2']);
  expect(toggled(cast(['1', '2', '3']), '4').open).toEqual(['2', '3', '4']);
  expect(phones_open_most).toBe(3);
});

it('somebody known comes in once, under the new name', () => {
  const next = withPersona(cast(['1']), { phone: '2', name: 'Otra' });
  expect(next.known.filter((p) => p.phone === '2')).toEqual([{ phone: '2', name: 'Otra' }]);
  expect(next.open).toEqual(['1', '2']);
  expect(without(next, '2').open).toEqual(['1']);
});

it('what is left in the browser is read with care', () => {
  expect(readCast('nonsense').open).toHaveLength(1);
  expect(readCast('{"known":[{"phone":7}],"open":["7"]}').known.length).toBeGreaterThan(0);
  expect(readCast('{"known":[{"phone":"7","name":"S"}],"open":["8"]}')).toEqual({
    known: [{ phone: '7', name: 'S' }],
    open: ['7'],
  });
});
