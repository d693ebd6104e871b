import { type Conditions, type Consent, consents } from './types';

const texts = (read: unknown): string[] | undefined => {
  const list = Array.isArray(read) ? read.filter((one): one is string => typeof one === 'string') : [];
  return list.length > 0 ? list.slice(0, 20) : undefined;
};

const days = (read: unknown): number | undefined => {
  const n = Number(read);
  return Number.isInteger(n) && n >= 1 && n <= 3650 ? n : undefined;
};

/** Conditions as an address carries them; what somebody wrote there by hand is read with care. */
export function readConditions(read: unknown): Conditions {
  if (typeof read !== 'object' || read === null) return {};
  const from = read as Record<string, unknown>;
  const attributes = Object.entries(
    typeof from.attributes === 'object' && from.attributes !== null ? from.attributes : {},
  ).map(([name, value]) => [name, String(value)]);
  return clean({
    search: typeof from.search === 'string' ? from.search : undefined,
    tags: texts(from.tags),
    not_tags: texts(from.not_tags),
    attributes: Object.fromEntries(attributes),
    consent: consents.find((c) => c === from.consent) as Consent | undefined,
    heard_within_days: days(from.heard_within_days),
    silent_for_days: days(from.silent_for_days),
  });
}

const empty = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Without what says nothing. */
export const clean = (c: Conditions): Conditions =>
  Object.fromEntries(Object.entries(c).filter(([, value]) => !empty(value)));

/** How many conditions there are, beside the words that are looked for. */
export const countOf = ({ search: _, tags, not_tags, attributes, ...rest }: Conditions): number =>
  (tags?.length ?? 0) +
  (not_tags?.length ?? 0) +
  Object.keys(attributes ?? {}).length +
  Object.keys(clean(rest)).length;

export const same = (a: Conditions, b: Conditions): boolean => {
  const text = (c: Conditions) =>
    JSON.stringify(Object.entries(clean(c)).sort(([x], [y]) => x.localeCompare(y)));
  return text(a) === text(b);
};

/** The parameters of GET /contacts and of its export. */
export function parametersOf(c: Conditions, segment?: number): URLSearchParams {
  if (segment !== undefined) return new URLSearchParams({ segment: String(segment) });
  const out = new URLSearchParams();
  if (c.search) out.set('q', c.search);
  for (const tag of c.tags ?? []) out.append('tag', tag);
  for (const tag of c.not_tags ?? []) out.append('not_tag', tag);
  for (const [name, value] of Object.entries(c.attributes ?? {})) out.set(`attr.${name}`, value);
  if (c.consent) out.set('consent', c.consent);
  if (c.heard_within_days) out.set('heard_within_days', String(c.heard_within_days));
  if (c.silent_for_days) out.set('silent_for_days', String(c.silent_for_days));
  return out;
}
