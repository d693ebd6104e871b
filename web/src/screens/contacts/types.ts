import type { components } from '../../api/schema';

type S = components['schemas'];

export type Contact = Required<Omit<S['contact'], 'attributes'>> & {
  attributes: Record<string, unknown> | null;
};
export type Segment = Required<Pick<S['segment'], 'id' | 'name'>> & { conditions: Conditions };
export type Report = Required<Omit<S['import_report'], 'problems'>> & {
  problems: { line: number; field: string; reason: string; hint: string }[];
};
export type Consent = 'opted_in' | 'opted_out' | 'unknown';
export const consents: readonly Consent[] = ['opted_in', 'opted_out', 'unknown'];

/** Who is looked for; all of it must hold. What a segment keeps has the same members. */
export type Conditions = {
  search?: string;
  tags?: string[];
  not_tags?: string[];
  attributes?: Record<string, string>;
  consent?: Consent;
  heard_within_days?: number;
  silent_for_days?: number;
};
