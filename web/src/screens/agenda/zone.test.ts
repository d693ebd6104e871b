import { describe, expect, it } from 'vitest';
import {
  dateField,
  instantOf,
  isoOf,
  rangeOf,
  spanText,
  step,
  timeField,
  wallFrom,
  wallOf,
  wallOfIso,
} from './zone';

const rio = 'America/Argentina/Buenos_Aires';
const madrid = 'Europe/Madrid';

describe('clocks on the wall', () => {
  it('an instant and its wall moment lead to each other, whatever the zone', () => {
    for (const zone of [rio, madrid, 'Asia/Kolkata', 'UTC'])
      for (const iso of ['2026-11-23T13:00:00.000Z', '2026-03-29T05:30:00.000Z', '2026-07-01T00:00:00.000Z'])
        expect(isoOf(wallOfIso(iso, zone), zone)).toBe(iso);
  });

  it('ten in the morning is ten on the wall', () => {
    const wall = wallFrom('2026-11-23', '10:00');
    expect(isoOf(wall, rio)).toBe('2026-11-23T13:00:00.000Z');
    expect(dateField(wall)).toBe('2026-11-23');
    expect(timeField(wall)).toBe('10:00');
  });

  it('an hour that is left out in spring is the one after it', () => {
    const skipped = instantOf(wallFrom('2026-03-29', '02:30'), madrid);
    expect(timeField(wallOf(skipped, madrid))).toBe('03:30');
  });

  it('of an hour that comes twice in autumn the first is meant', () => {
    expect(isoOf(wallFrom('2026-10-25', '02:30'), madrid)).toBe('2026-10-25T00:30:00.000Z');
  });
});

it('views show whole days, weeks from Monday, and six weeks of a month', () => {
  const wall = wallFrom('2026-11-21', '15:00');
  const shown = (view: Parameters<typeof rangeOf>[0]) => rangeOf(view, wall).map(dateField);
  expect(shown('day')).toEqual(['2026-11-21', '2026-11-22']);
  expect(shown('week')).toEqual(['2026-11-16', '2026-11-23']);
  expect(shown('month')).toEqual(['2026-10-26', '2026-12-07']);
  expect(dateField(step('month', wallFrom('2026-01-31'), 1))).toBe('2026-02-01');
});

it('says when in words', () => {
  expect(spanText(wallFrom('2026-11-23', '10:00'), wallFrom('2026-11-23', '10:30'), 'en')).toBe(
    'Mon 23 Nov, 10:00–10:30',
  );
});
