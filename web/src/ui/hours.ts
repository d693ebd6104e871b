/** Business hours as the server reads them (`mon-fri 09:00-18:00; except 2026-12-25`), as a week that can be edited. */

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];
export type Span = { from: string; to: string };
export type Week = { days: Record<Weekday, Span[]>; except: string[] };

export const emptyWeek = (): Week => ({
  days: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  except: [],
});

const short: Record<string, Weekday> = {
  lun: 'mon',
  seg: 'mon',
  mar: 'tue',
  ter: 'tue',
  mie: 'wed',
  qua: 'wed',
  jue: 'thu',
  qui: 'thu',
  vie: 'fri',
  sex: 'fri',
  sab: 'sat',
  dom: 'sun',
};

const dayOf = (text: string): Weekday | null => {
  const plain = text.trim().normalize('NFD').replaceAll(/\p{M}/gu, '');
  return weekdays.find((d) => d === plain) ?? short[plain] ?? null;
};

const clock = /^(\d{1,2}):(\d{2})$/;

const timeOf = (text: string): string | null => {
  const found = clock.exec(text.trim());
  if (!found || Number(found[1]) > 24 || Number(found[2]) > 59) return null;
  return `${String(found[1]).padStart(2, '0')}:${found[2]}`;
};

function daysOf(text: string): Weekday[] | null {
  if (text === 'daily') return [...weekdays];
  const out: Weekday[] = [];
  for (const part of text.split(',')) {
    const [first, last = first] = part.split('-').map((d) => dayOf(d));
    if (!first || !last) return null;
    for (let i = weekdays.indexOf(first); ; i = (i + 1) % 7) {
      out.push(weekdays[i] as Weekday);
      if (weekdays[i] === last) break;
    }
  }
  return out;
}

/** The week that a text says; null when it says more than a week can show: then it is edited as text. */
export function readHours(text: string): Week | null {
  const week = emptyWeek();
  for (const raw of text.toLowerCase().split(';')) {
    const part = raw.trim();
    if (part === '') continue;
    if (part.startsWith('except')) {
      const dates = part
        .slice(6)
        .split(',')
        .map((d) => d.trim());
      if (!dates.every((d) => /^\d{4}-\d{2}-\d{2}$/.test(d))) return null;
      week.except.push(...dates);
      continue;
    }
    const at = part.search(/\s\d/);
    const days = at < 0 ? null : daysOf(part.slice(0, at).trim());
    if (!days) return null;
    for (const span of part.slice(at).split(',')) {
      const [from, to, rest] = span.split('-').map(timeOf);
      if (!from || !to || rest !== undefined) return null;
      for (const day of days) week.days[day].push({ from, to });
    }
  }
  return week;
}

const spansOf = (spans: Span[]) => spans.map((s) => `${s.from}-${s.to}`).join(', ');

/** The text of a week; days in a row with the same hours stand together. */
export function writeHours(week: Week): string {
  const parts: string[] = [];
  for (let i = 0; i < weekdays.length; ) {
    const first = weekdays[i] as Weekday;
    const hours = spansOf(week.days[first]);
    let last = i;
    while (last + 1 < weekdays.length && spansOf(week.days[weekdays[last + 1] as Weekday]) === hours) ++last;
    if (hours) parts.push(`${first}${last > i ? `-${weekdays[last]}` : ''} ${hours}`);
    i = last + 1;
  }
  if (week.except.length > 0) parts.push(`except ${[...week.except].sort().join(', ')}`);
  return parts.join('; ');
}
