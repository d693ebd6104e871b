import { describe, expect, it } from 'vitest';
import { countOf, parametersOf, readConditions, same } from './conditions';
import { guessColumns, readCsv, writeCsv } from './csv';

describe('conditions', () => {
  it('become the parameters of the list', () => {
    const c = {
      search: 'ana',
      tags: ['vip', 'río'],
      not_tags: ['moroso'],
      attributes: { ciudad: 'Rosario' },
      consent: 'opted_in' as const,
      silent_for_days: 30,
    };
    expect(parametersOf(c).toString()).toBe(
      'q=ana&tag=vip&tag=r%C3%ADo&not_tag=moroso&attr.ciudad=Rosario&consent=opted_in&silent_for_days=30',
    );
    expect(parametersOf(c, 4).toString()).toBe('segment=4');
    expect(countOf(c)).toBe(6);
  });

  it('of an address are read with care', () => {
    expect(readConditions('x')).toEqual({});
    expect(readConditions({ tags: ['a', 7], consent: 'yes', silent_for_days: '12', search: '' })).toEqual({
      tags: ['a'],
      silent_for_days: 12,
    });
  });

  it('are the same in any order, and nothing said is nothing', () => {
    expect(same({ tags: ['a'], search: 'x' }, { search: 'x', tags: ['a'], not_tags: [] })).toBe(true);
    expect(same({ tags: ['a'] }, { tags: ['b'] })).toBe(false);
  });
});

describe('a file of contacts', () => {
  it('is read with any separator, quotes and line breaks', () => {
    expect(readCsv('\ufeffa;b\r\n"x;1";"di ""hola"""\r\n\r\ny;"dos\nlíneas"')).toEqual([
      ['a', 'b'],
      ['x;1', 'di "hola"'],
      ['y', 'dos\nlíneas'],
    ]);
  });

  it('is written with the columns that were chosen', () => {
    const rows = [
      ['Teléfono', 'Nombre', 'x'],
      ['+54 9 11', 'Paz, Eva', 'no'],
    ];
    expect(writeCsv(rows, ['phone', 'name', ''])).toBe('phone,name\n+54 9 11,"Paz, Eva"');
  });

  it('has its columns guessed: each of ours once, the rest are attributes', () => {
    expect(guessColumns(['Nombre completo', 'Celular', 'Teléfono', 'Obra social', 'attr:plan', ''])).toEqual([
      'name',
      'phone',
      'attr:teléfono',
      'attr:obra_social',
      'attr:plan',
      '',
    ]);
  });
});
