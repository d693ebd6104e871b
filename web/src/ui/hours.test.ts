import { describe, expect, it } from 'vitest';
import { emptyWeek, readHours, writeHours } from './hours';

describe('business hours', () => {
  it.each([
    '',
    'mon-fri 09:00-18:00',
    'mon-fri 09:00-13:00, 14:00-18:00; sat 10:00-13:00; except 2026-12-25, 2027-01-01',
    'fri 20:00-02:00',
    'mon-sun 00:00-24:00',
  ])('%s is read and written as it was', (text) => {
    const week = readHours(text);
    expect(week).not.toBeNull();
    if (week) expect(writeHours(week)).toBe(text);
  });

  it('takes lists, spans over the weekend, other languages and daily', () => {
    const week = readHours('lun,mié 9:00-12:00; sáb-dom 10:00-11:00');
    expect(week?.days.wed).toEqual([{ from: '09:00', to: '12:00' }]);
    expect(week?.days.sun).toEqual([{ from: '10:00', to: '11:00' }]);
    expect(readHours('daily 08:00-20:00')?.days.sun).toHaveLength(1);
    expect(readHours('sat-mon 08:00-20:00')?.days.mon).toHaveLength(1);
  });

  it.each(['whenever', 'mon 9', 'mon 9:00', 'mon 9:00-10:00-11:00', 'xyz 09:00-10:00', 'except soon'])(
    '%s is left to the text field',
    (text) => expect(readHours(text)).toBeNull(),
  );

  it('a week without hours is no text', () => expect(writeHours(emptyWeek())).toBe(''));
});
