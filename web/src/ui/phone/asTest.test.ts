import { describe, expect, it } from 'vitest';
import { linesOf, saidBy, windowUntil } from './acts';
import { asTest, untestable } from './asTest';
import { readPairs, writePairs } from './pairs';
import type { Act, Play, Turn } from './types';

const play = (more: Partial<Play>): Play => ({
  id: 'p',
  flow: 1,
  version: 1,
  clock: '2026-03-02T09:00:00Z',
  bubbles: [],
  trace: [],
  ended: [],
  run: null,
  node: '',
  waits_for: 'nothing',
  variables: {},
  contact: { name: '', language: '', tags: [], attributes: {} },
  mode: 'bot',
  status: 'open',
  timers: [],
  call: null,
  ...more,
});

const bubble = (line: string, content: { type: string } & Record<string, unknown> = { type: 'text' }) => ({
  at: '2026-03-02T09:00:00Z',
  author: 'bot' as const,
  bubble: { type: content.type, line, content },
});

const turn = (act: Act, more: Partial<Play> = {}): Turn => ({ act, said: saidBy(act, []), play: play(more) });

const nobody = { name: '', locale: '', tags: [], attributes: {} };

describe('a conversation as a test', () => {
  it('says what the customer did and every bubble that came of it', () => {
    const turns = [
      turn({ text: 'turno' }, { bubbles: [bubble('text: ¿Qué día?')] }),
      turn({ tap: { id: 'lun', title: 'Lunes' } }, { bubbles: [bubble('text: Listo')] }),
      turn({ wait: '25h' }),
    ];
    expect(asTest('pide', { at: '2026-03-02T09:00:30.120Z', identity: nobody }, turns)).toEqual({
      name: 'pide',
      at: '2026-03-02 09:00',
      steps: [
        { in: 'turno' },
        { expect: ['text: ¿Qué día?'] },
        { tap: 'lun', title: 'Lunes' },
        { expect: ['text: Listo'] },
        { wait: '25h' },
        { expect: [] },
      ],
    });
  });

  it('tells the answer to a call before the step that asks, and expects both parts together', () => {
    const call = { step: 'precio', kind: 'http', method: 'GET', target: 'https://x.test', body: '' };
    const turns = [
      turn({ text: 'precio' }, { bubbles: [bubble('text: Un momento')], call }),
      turn({ answer: { outcome: 'ok', body: '{}' } }, { bubbles: [bubble('text: 10')] }),
    ];
    expect(asTest('precio', { identity: nobody }, turns).steps).toEqual([
      { http: { step: 'precio', outcome: 'ok', body: '{}' } },
      { in: 'precio' },
      { expect: ['text: Un momento', 'text: 10'] },
    ]);
  });

  it('keeps two answers in their order', () => {
    const call = (step: string) => ({ step, kind: 'assistant', method: '', target: '', body: '' });
    const turns = [
      turn({ text: 'a' }, { call: call('uno') }),
      turn({ answer: { outcome: 'failed' } }, { call: call('dos') }),
      turn({ answer: { outcome: 'timed_out' } }, { bubbles: [bubble('text: fin')] }),
    ];
    expect(asTest('dos', { identity: nobody }, turns).steps).toEqual([
      { assistant: { step: 'uno', outcome: 'failed' } },
      { assistant: { step: 'dos', outcome: 'timed_out' } },
      { in: 'a' },
      { expect: ['text: fin'] },
    ]);
  });

  it('says who the customer was', () => {
    const identity = { name: 'Ana', locale: 'pt', tags: ['vip'], attributes: { cidade: 'Rio' } };
    expect(asTest('x', { identity }, [])).toEqual({
      name: 'x',
      rules: { language: 'pt' },
      contact: { name: 'Ana', attributes: { cidade: 'Rio' }, tags: ['vip'] },
      steps: [],
    });
  });

  it('cannot say a jump into the middle', () => {
    expect(untestable([turn({ text: 'a' })])).toBe(false);
    expect(untestable([turn({ node: 'b' })])).toBe(true);
  });
});

describe('what the phone shows', () => {
  it('puts what the customer said before what came of it, and no bubble where time passed', () => {
    const lines = linesOf([
      turn({ text: 'hola' }, { bubbles: [bubble('text: hola')] }),
      turn({ wait: '1h' }),
    ]);
    expect(lines.map((l) => [l.voice, l.content.type])).toEqual([
      ['contact', 'text'],
      ['bot', 'text'],
    ]);
  });

  it('finds the title of what is tapped by its id alone', () => {
    const offer = { type: 'buttons', body: '', buttons: [{ id: 'si', title: 'Sí' }] };
    const before = [turn({ text: 'a' }, { bubbles: [bubble('', offer)] })];
    expect(saidBy({ tap: 'si' }, before)).toMatchObject({ id: 'si', title: 'Sí' });
  });

  it('counts the window from what the customer said last', () => {
    expect(windowUntil([])).toBeNull();
    const turns = [turn({ text: 'a' }), turn({ wait: '25h' }, { clock: '2026-03-03T10:00:00Z' })];
    expect(windowUntil(turns)).toBe(Date.parse('2026-03-03T09:00:00Z'));
  });
});

it('attributes are read as they are written', () => {
  expect(readPairs('ciudad = Rosario\n\nedad=33\nsolo')).toEqual({ ciudad: 'Rosario', edad: '33', solo: '' });
  expect(readPairs(writePairs({ a: '1 = 2', b: 'x' }))).toEqual({ a: '1 = 2', b: 'x' });
});
