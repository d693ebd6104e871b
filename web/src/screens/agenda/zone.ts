/** Clocks on the wall of the organisation's zone. A wall moment is kept as the milliseconds that it would be in UTC, so
 *  that it can be reckoned with; the browser's own zone never comes in. */

const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

const partsIn = (zone: string) => {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
};

/** What the wall says at an instant. */
export function wallOf(instant: number, zone: string): number {
  const part = Object.fromEntries(
    partsIn(zone)
      .formatToParts(instant)
      .map((p) => [p.type, Number(p.value)]),
  );
  return Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
}

/** The instant at which the wall says so; of an hour that comes twice the first, of one that is left out the one after. */
export function instantOf(wall: number, zone: string): number {
  const offsetAt = (instant: number) => wallOf(instant, zone) - instant;
  const before = wall - offsetAt(wall - day);
  if (wallOf(before, zone) === wall) return before;
  const after = wall - offsetAt(wall + day);
  return wallOf(after, zone) === wall ? after : before;
}

export const isoOf = (wall: number, zone: string) => new Date(instantOf(wall, zone)).toISOString();
export const wallOfIso = (iso: string, zone: string) => wallOf(Date.parse(iso), zone);

/** `2026-11-23` and `10:30` of a wall moment, and back. */
export const dateField = (wall: number) => new Date(wall).toISOString().slice(0, 10);
export const timeField = (wall: number) => new Date(wall).toISOString().slice(11, 16);
export const wallFrom = (date: string, time = '00:00') => Date.parse(`${date}T${time}:00Z`);

export type View = 'day' | 'week' | 'month' | 'list' | 'people';
export const views: readonly View[] = ['day', 'people', 'week', 'month', 'list'];

const startOfDay = (wall: number) => Math.floor(wall / day) * day;
/** Weeks begin on Mondays. */
const startOfWeek = (wall: number) => startOfDay(wall) - ((new Date(wall).getUTCDay() + 6) % 7) * day;
const startOfMonth = (wall: number) => {
  const at = new Date(wall);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
};

/** What a view shows around a wall moment: [from, to). */
export function rangeOf(view: View, wall: number): [from: number, to: number] {
  if (view === 'day' || view === 'people') return [startOfDay(wall), startOfDay(wall) + day];
  if (view === 'month') {
    const from = startOfWeek(startOfMonth(wall));
    return [from, from + 42 * day];
  }
  return [startOfWeek(wall), startOfWeek(wall) + 7 * day];
}

/** The wall moment one view further, or back. */
export function step(view: View, wall: number, by: 1 | -1): number {
  if (view === 'month') {
    const at = new Date(wall);
    return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by, 1);
  }
  return wall + by * (view === 'day' || view === 'people' ? day : 7 * day);
}

export function titleOf(view: View, wall: number, language: string): string {
  const locale = { es: 'es', pt: 'pt-BR', en: 'en-GB' }[language] ?? language;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  if (view === 'month') return format({ month: 'long', year: 'numeric' }).format(wall);
  if (view === 'day' || view === 'people')
    return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(wall);
  const [from, to] = rangeOf(view, wall);
  return format({ day: 'numeric', month: 'short', year: 'numeric' }).formatRange(from, to - day);
}

/** `lun 23 nov, 10:30–11:00` of an appointment's wall moments. */
export function spanText(from: number, to: number, language: string): string {
  const locale = { es: 'es', pt: 'pt-BR', en: 'en-GB' }[language] ?? language;
  const date = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return `${date.format(from)}, ${timeField(from)}–${timeField(to)}`;
}
