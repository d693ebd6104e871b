export const views = [
  'all',
  'mine',
  'unassigned',
  'waiting',
  'person',
  'bot',
  'unread',
  'snoozed',
  'closed',
] as const;
export type View = (typeof views)[number];
export type Sort = 'activity' | 'waiting';

/** What the list shows: all of it stands in the address, so that a view can be kept and shared. */
export type Filter = {
  view: View;
  q: string;
  channel: string;
  label: string;
  assignee: string;
  sort: Sort;
};

type Search = Record<string, unknown>;

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export function filterOf(search: Search): Filter {
  const view = views.find((v) => v === search.view) ?? 'all';
  return {
    view,
    q: text(search.q),
    channel: text(search.channel),
    label: text(search.label),
    assignee: text(search.assignee),
    sort: search.sort === 'waiting' ? 'waiting' : 'activity',
  };
}

/** The members that say something, as the server takes them, as a query and as a topic's filter. */
export function askedOf(filter: Filter): Record<string, string> {
  const { sort, ...rest } = filter;
  const asked = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
  return sort === 'waiting' ? { ...asked, sort } : asked;
}

/** What stands behind `?` of the address; what is as ever is left out. */
export function searchOf(filter: Filter): Record<string, string> {
  const { view, ...rest } = askedOf(filter);
  return view === 'all' ? rest : { view: filter.view, ...rest };
}

const words = ['channel', 'label', 'assignee', 'is'] as const;

/** `label:vip channel:wa_main is:unread Eva`: the filter as one line of text. */
export function lineOf(filter: Filter): string {
  const parts = (['channel', 'label', 'assignee'] as const)
    .filter((name) => filter[name] !== '')
    .map((name) => `${name}:${filter[name]}`);
  return [...parts, filter.q].filter(Boolean).join(' ');
}

/** The line read back; what is no `name:value` is looked for in name, number and last line. */
export function readLine(line: string, before: Filter): Filter {
  const next: Filter = { ...before, channel: '', label: '', assignee: '', q: '' };
  const plain: string[] = [];
  for (const word of line.split(/\s+/).filter(Boolean)) {
    const colon = word.indexOf(':');
    const name = words.find((w) => w === word.slice(0, colon).toLowerCase());
    const value = word.slice(colon + 1);
    if (!name || value === '') plain.push(word);
    else if (name === 'is') next.view = views.find((v) => v === value) ?? next.view;
    else next[name] = value;
  }
  return { ...next, q: plain.join(' ') };
}
