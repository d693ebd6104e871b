import { expect, it } from 'vitest';
import { advanced, nextOf, nothing, type Progress, placeOf, type Row, readProgress } from './progress';

const row = (id: string, mode: Row['mode'], simulated = true): Row => ({ id, mode, simulated });
const open: Progress = { state: 'open', done: [], conversation: null };

it('is offered where nothing has happened yet, and nowhere else', () => {
  expect(advanced(nothing, [], '/inbox').state).toBe('open');
  expect(advanced(nothing, [row('a', 'bot')], '/inbox').state).toBe('never');
});

it('ticks what really happened, in any order that the feed tells it', () => {
  let p = advanced(open, [row('a', 'bot')], '/simulator');
  expect(p).toEqual({ state: 'open', done: ['talk'], conversation: 'a' });
  expect(nextOf(p)).toBe('actor');
  p = advanced(p, [row('a', 'human')], '/inbox/a');
  expect(p.done).toEqual(['talk', 'take']);
  p = advanced(p, [row('a', 'bot')], '/inbox/a');
  expect(p.done).toEqual(['talk', 'take', 'back']);
  p = advanced(p, [row('a', 'bot')], '/actors');
  expect(nextOf(p)).toBeNull();
});

it('a real customer does not tick anything, and nothing new changes nothing', () => {
  expect(advanced(open, [row('r', 'human', false)], '/actors')).toBe(open);
  const p: Progress = { state: 'open', done: ['talk'], conversation: 'a' };
  expect(advanced(p, [row('a', 'bot'), row('b', 'human')], '/simulator')).toBe(p);
  const closed: Progress = { ...open, state: 'closed' };
  expect(advanced(closed, [row('a', 'bot')], '/actors')).toBe(closed);
});

it('leads to the conversation that was begun', () => {
  expect(placeOf('talk', null)).toBe('/simulator');
  expect(placeOf('take', 'a')).toBe('/inbox/a');
  expect(placeOf('actor', 'a')).toBe('/actors?conversation=a');
});

it('what a browser remembers is read with care', () => {
  expect(readProgress(undefined)).toEqual(nothing);
  expect(readProgress('{"state":"open","done":["take","x"],"conversation":7}')).toEqual({
    state: 'open',
    done: ['take'],
    conversation: null,
  });
});
