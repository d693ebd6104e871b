import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** How numbers and moments read in the console's language. Moments are ISO 8601 texts or milliseconds since 1970. */
export type Format = {
  number: (n: number, digits?: number) => string;
  percent: (share: number) => string;
  time: (at: string | number) => string;
  date: (at: string | number) => string;
  moment: (at: string | number) => string;
  /** `14:05` of today, `ayer`, `3 mar`: as lists show it. */
  short: (at: string | number, now?: number) => string;
  /** `3 min`, `2 h`, `5 d`: how long. */
  span: (ms: number) => string;
  /** `23 h 08 min`, `4 min 05 s`: what is left. */
  left: (ms: number) => string;
  bytes: (n: number) => string;
};

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export function formatIn(language: string): Format {
  const locale = { es: 'es', pt: 'pt-BR', en: 'en-GB' }[language] ?? language;
  const instant = (at: string | number) => new Date(at);
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const unit = (n: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(n);
  const narrow = (n: number, name: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(n);
  return {
    number: (n, digits = 0) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(n),
    percent: (share) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    time: (at) => time.format(instant(at)),
    date: (at) => date.format(instant(at)),
    moment: (at) => full.format(instant(at)),
    short: (at, now = Date.now()) => {
      const then = instant(at);
      const today = new Date(now);
      if (then.toDateString() === today.toDateString()) return time.format(then);
      if (now - then.getTime() < 6 * day && now > then.getTime()) return weekday.format(then);
      return then.getFullYear() === today.getFullYear() ? dayMonth.format(then) : date.format(then);
    },
    span: (ms) => {
      if (ms < minute) return narrow(Math.max(0, Math.floor(ms / second)), 'second');
      if (ms < hour) return unit(Math.floor(ms / minute), 'minute');
      if (ms < 2 * day) return unit(Math.floor(ms / hour), 'hour');
      return unit(Math.floor(ms / day), 'day');
    },
    left: (ms) => {
      const rest = Math.max(0, ms);
      const two = (n: number) => String(n).padStart(2, '0');
      if (rest >= day) return `${Math.floor(rest / day)} d ${two(Math.floor((rest % day) / hour))} h`;
      if (rest >= hour) return `${Math.floor(rest / hour)} h ${two(Math.floor((rest % hour) / minute))} min`;
      return `${Math.floor(rest / minute)} min ${two(Math.floor((rest % minute) / second))} s`;
    },
    bytes: (n) => {
      const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
      const step = Math.min(steps.length - 1, n < 1 ? 0 : Math.floor(Math.log10(n) / 3));
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: steps[step],
        unitDisplay: 'short',
        maximumFractionDigits: 1,
      }).format(n / 1000 ** step);
    },
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => formatIn(i18n.language), [i18n.language]);
}
