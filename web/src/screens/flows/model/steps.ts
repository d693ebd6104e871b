import type { Fields, Json, Step } from './graph';
import { type FieldSpec, steps } from './schema';

/** Who speaks in a step decides its colour: the bot, the customer whose answer it waits for, a person; rules are quiet. */
export type Voice = 'bot' | 'customer' | 'person' | 'rule';

export type Group = 'say' | 'ask' | 'rule' | 'know' | 'people' | 'program';

const groups: Record<Group, string[]> = {
  say: [
    'send_text',
    'send_buttons',
    'send_list',
    'send_media',
    'send_link',
    'send_location',
    'send_contacts',
    'send_template',
    'send_whatsapp_flow',
    'send_reaction',
    'schedule_message',
  ],
  ask: ['ask', 'wait_for_reply', 'request_location'],
  rule: ['intent', 'switch', 'random', 'wait', 'wait_until', 'jump', 'sub_flow', 'end'],
  know: ['set_variable', 'set_attribute', 'set_name', 'set_language', 'tag', 'opt_in', 'opt_out'],
  people: ['handoff', 'assign', 'label', 'note', 'close'],
  program: ['assistant', 'http', 'webhook'],
};

/** All step types, grouped as the palette shows them; a type that is new in the schema comes last. */
export const palette: readonly { group: Group; types: string[] }[] = (Object.keys(groups) as Group[]).map(
  (group) => ({
    group,
    types:
      group === 'program'
        ? [
            ...groups.program,
            ...[...steps.keys()].filter((t) => !Object.values(groups).some((g) => g.includes(t))),
          ]
        : groups[group],
  }),
);

export const groupOf = (type: string): Group =>
  (Object.keys(groups) as Group[]).find((g) => groups[g].includes(type)) ?? 'program';

const voices: Record<Group, Voice> = {
  say: 'bot',
  ask: 'customer',
  rule: 'rule',
  know: 'rule',
  people: 'person',
  program: 'rule',
};

export const voiceOf = (type: string): Voice => (type === 'assistant' ? 'bot' : voices[groupOf(type)]);

const asText = (v: Json | undefined): string => (v === undefined || v === null ? '' : String(v));

const items = (v: Json | undefined): Fields[] =>
  Array.isArray(v)
    ? v.filter((x): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x))
    : [];

/** Keywords of an `intent` step by intent, from both ways of writing them. */
export function intentsOf(fields: Fields): Record<string, string> {
  const out: Record<string, string> = {};
  const map = fields.map;
  const put = (name: string, words: Json | undefined) => {
    out[name] = Array.isArray(words) ? words.map(String).join(', ') : asText(words);
  };
  if (typeof map === 'object' && map !== null && !Array.isArray(map))
    for (const [name, words] of Object.entries(map)) put(name, words);
  for (const [name, words] of Object.entries(fields))
    if (name.startsWith('map.') && name.length > 4) put(name.slice(4), words);
  return out;
}

/** Exits that the step's fields name. */
function namedExits(step: Step): string[] {
  const fields = step.fields ?? {};
  switch (step.type) {
    case 'ask':
      if (fields.kind === 'yes_no') return ['yes', 'no'];
      return items(fields.options).map((o) => asText(o.id));
    case 'intent':
      return Object.keys(intentsOf(fields));
    case 'random':
      return items(fields.branches).map((b) => asText(b.exit));
    case 'switch':
      return items(fields.cases).map((c) => asText(c.exit));
    default:
      return [];
  }
}

/** Ports of a step: those that its fields name, those of its type, and what it is connected by beyond them. */
export function exitsOf(step: Step): string[] {
  const spec = steps.get(step.type);
  const all = [...namedExits(step), ...(spec?.exits ?? []), ...Object.keys(step.exits ?? {})];
  return [...new Set(all.filter((e) => e !== ''))];
}

/** Exits that everybody expects to be drawn; the others only when they lead somewhere. */
export function portsOf(step: Step): string[] {
  const quiet = new Set(['timeout', 'invalid', 'interrupted', 'limit', 'no_match', 'missing']);
  const spec = steps.get(step.type);
  // `reply` of a pause is a second way out; of a question it is the first.
  const later = (exit: string) => quiet.has(exit) || (exit === 'reply' && spec?.exits[0] !== 'reply');
  return exitsOf(step).filter((exit) => !later(exit) || Boolean(step.exits?.[exit]));
}

/** What a localized text says in a language; the flow's own when it is not translated. */
export function said(value: Json | undefined, language: string, fallback = language): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(String).join(', ');
  return asText(value[language] ?? value[fallback] ?? Object.values(value)[0]);
}

const shown = [
  'text',
  'caption',
  'name',
  'key',
  'task',
  'url',
  'event',
  'at',
  'seconds',
  'for',
  'flow',
  'to',
];

/** What a step does, in a line or two. */
export function previewOf(step: Step, language: string): string {
  const fields = step.fields ?? {};
  switch (step.type) {
    case 'set_variable':
      return `${asText(fields.name)} = ${asText(fields.value)}`;
    case 'set_attribute':
      return `${asText(fields.key)} = ${asText(fields.value)}`;
    case 'http':
      return `${asText(fields.method) || 'GET'} ${asText(fields.url)}`;
    case 'intent':
      return Object.values(intentsOf(fields)).join(' · ');
    case 'switch':
      return items(fields.cases)
        .map((c) => asText(c.exit))
        .join(' · ');
    case 'tag':
    case 'label':
      return [said(fields.add, ''), fields.remove ? `− ${said(fields.remove, '')}` : '']
        .filter(Boolean)
        .join(' ');
    case 'handoff':
      return said(fields.text, language) || asText(fields.reason);
    case 'random':
      return items(fields.branches)
        .map((b) => `${asText(b.exit)} ${asText(b.weight) || '1'}`)
        .join(' · ');
  }
  const first = shown.find((name) => fields[name] !== undefined && fields[name] !== '');
  return first ? said(fields[first], language) : '';
}

/** Titles of buttons, rows and options, for the drawing. */
export function chipsOf(step: Step, language: string): string[] {
  const fields = step.fields ?? {};
  if (step.type === 'send_buttons') return items(fields.buttons).map((b) => said(b.title, language));
  if (step.type === 'send_list')
    return items(fields.sections).flatMap((s) => items(s.rows).map((r) => said(r.title, language)));
  return [];
}

/** What a port reads: an option's title; else null, and the exit's own name stands there. */
export function titleOfExit(step: Step, exit: string, language: string): string | null {
  if (step.type !== 'ask') return null;
  const option = items(step.fields?.options).find((o) => o.id === exit);
  return option ? said(option.title, language) : null;
}

function emptyOf(field: FieldSpec): Json {
  switch (field.kind) {
    case 'list':
      return [Object.fromEntries(field.of.filter((f) => f.required).map((f) => [f.name, emptyOf(f)]))];
    case 'choice':
      return field.options[0] ?? '';
    case 'condition':
      return { test: 'is', value: '{{input}}', with: '' };
    case 'table':
      return {};
    default:
      return '';
  }
}

const first_fields: Record<string, Fields> = {
  send_buttons: { text: '', buttons: [{ id: 'opcion_1', title: '' }] },
  send_list: { text: '', label: '', sections: [{ rows: [{ id: 'opcion_1', title: '' }] }] },
  intent: { map: { intencion: '' } },
  switch: { cases: [{ exit: 'si', when: { test: 'is', value: '{{input}}', with: '' } }] },
  random: { branches: [{ exit: 'a' }, { exit: 'b' }] },
  wait: { for: '1h' },
  jump: {},
};

/** A new step: what its type needs stands there, empty. */
export function newStep(type: string): Step {
  const spec = steps.get(type);
  const needed = (spec?.fields ?? []).filter((f) => f.required).map((f) => [f.name, emptyOf(f)]);
  return { type, fields: first_fields[type] ?? Object.fromEntries(needed), exits: {} };
}

/** A stem for its id, in the language of most flows here. */
export const stemOf = (type: string): string => type.replace(/^send_/, '');
