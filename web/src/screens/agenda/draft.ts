import type { Appointment } from './types';
import { dateField, hour, timeField, wallFrom, wallOf, wallOfIso } from './zone';

/** What is known when a new appointment is begun: where somebody clicked. Walls are clocks of the organisation's zone. */
export type Draft = { from?: number; to?: number; resource_id?: string };

/** An appointment as its form has it. */
export type Form = {
  title: string;
  resource_id: string;
  date: string;
  time: string;
  minutes: number;
  contact_id: string | null;
  contact_name: string;
  notes: string;
};

const half = hour / 2;

export function formOf(draft: Draft, zone: string, now: number): Form {
  // The next half hour, when nobody has said when.
  const from = draft.from ?? Math.ceil((wallOf(now, zone) + 1) / half) * half;
  const to = draft.to ?? from + half;
  return {
    title: '',
    resource_id: draft.resource_id ?? '',
    date: dateField(from),
    time: timeField(from),
    minutes: Math.round((to - from) / 60_000),
    contact_id: null,
    contact_name: '',
    notes: '',
  };
}

export function formFrom(a: Appointment, zone: string): Form {
  const from = wallOfIso(a.starts_at, zone);
  return {
    title: a.title,
    resource_id: a.resource_id,
    date: dateField(from),
    time: timeField(from),
    minutes: Math.round((Date.parse(a.ends_at) - Date.parse(a.starts_at)) / 60_000),
    contact_id: a.contact_id,
    contact_name: a.contact_name,
    notes: a.notes,
  };
}

export const startOf = (form: Pick<Form, 'date' | 'time'>) => wallFrom(form.date, form.time);
