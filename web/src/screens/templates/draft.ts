import type { Category, Component, Draft, DraftButton, HeaderFormat, Template } from './types';

const hole = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Names between braces, each once, in their order. */
export const holesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(hole)].map((m) => String(m[1]))),
];

export const filled = (text: string, value: (name: string) => string | undefined): string =>
  text.replace(hole, (whole, name: string) => value(name) || whole);

export type Variable = { key: string; in: 'header' | 'body' | 'button'; name: string };

/** Everything that a send has to fill in; the keys are the server's. */
export function variablesOf(d: Draft): Variable[] {
  const of = (text: string, where: Variable['in'], prefix: string) =>
    holesOf(text).map((name) => ({ key: prefix + name, in: where, name }));
  return [
    ...(d.header === 'TEXT' ? of(d.header_text, 'header', 'header.') : []),
    ...of(d.body, 'body', ''),
    ...d.buttons.flatMap((b, i) =>
      b.type === 'COPY_CODE'
        ? [{ key: `button${i}.coupon_code`, in: 'button' as const, name: 'coupon_code' }]
        : of(b.type === 'URL' ? b.url : '', 'button', `button${i}.`),
    ),
  ];
}

export const emptyDraft = (channel: string): Draft => ({
  channel,
  name: '',
  language: 'es_AR',
  category: 'UTILITY',
  header: 'NONE',
  header_text: '',
  body: '',
  footer: '',
  buttons: [],
  examples: {},
});

const text = (of: unknown): string => (typeof of === 'string' ? of : '');

export function draftOf(t: Template): Draft {
  const part = (type: string) => (t.components ?? []).find((c) => c.type === type);
  const header = part('HEADER');
  const buttons = (part('BUTTONS')?.buttons as Component[] | undefined) ?? [];
  return {
    channel: t.channel,
    name: t.name,
    language: t.language,
    category: t.category as Category,
    header: header ? ((text(header.format) || 'TEXT') as HeaderFormat) : 'NONE',
    header_text: text(header?.text),
    body: text(part('BODY')?.text),
    footer: text(part('FOOTER')?.text),
    buttons: buttons.map((b) => ({
      ...b,
      type: text(b.type),
      text: text(b.text),
      url: text(b.url),
      phone_number: text(b.phone_number),
    })),
    examples: Object.fromEntries((t.variables ?? []).map((v) => [v.key, v.example])),
  };
}

const isNumber = (name: string) => /^\d+$/.test(name);

/** Examples in WhatsApp's form: by position when the variables are numbers, else by name. */
function example(where: 'header' | 'body', names: string[], value: (name: string) => string) {
  if (names.length === 0 || names.every((n) => value(n) === '')) return {};
  if (!names.every(isNumber)) {
    const named = names.map((n) => ({ param_name: n, example: value(n) }));
    return { example: { [`${where}_text_named_params`]: named } };
  }
  const ordered = names.toSorted((a, b) => Number(a) - Number(b)).map(value);
  return { example: { [`${where}_text`]: where === 'body' ? [ordered] : ordered } };
}

function buttonOf(b: DraftButton, i: number, examples: Draft['examples']): Component {
  const { text: title, url, phone_number, example: _, ...rest } = b;
  const name = holesOf(url)[0];
  const sample = examples[`button${i}.${b.type === 'COPY_CODE' ? 'coupon_code' : name}`];
  return {
    ...rest,
    ...(title && { text: title }),
    ...(b.type === 'URL' && { url }),
    ...(b.type === 'PHONE_NUMBER' && { phone_number }),
    ...(sample && { example: b.type === 'COPY_CODE' ? sample : [sample] }),
  };
}

/** The parts in WhatsApp's form, in the order in which the server names them: `components[1].text`. */
export function componentsOf(d: Draft): Component[] {
  const of = (prefix: string) => (name: string) => d.examples[prefix + name] ?? '';
  return [
    ...(d.header === 'NONE'
      ? []
      : [
          {
            type: 'HEADER',
            format: d.header,
            ...(d.header === 'TEXT' && {
              text: d.header_text,
              ...example('header', holesOf(d.header_text), of('header.')),
            }),
          },
        ]),
    { type: 'BODY', text: d.body, ...example('body', holesOf(d.body), of('')) },
    ...(d.footer ? [{ type: 'FOOTER', text: d.footer }] : []),
    ...(d.buttons.length > 0
      ? [{ type: 'BUTTONS', buttons: d.buttons.map((b, i) => buttonOf(b, i, d.examples)) }]
      : []),
  ];
}

/** Where a field of the editor stands in the server's answers: `field(d, 'BODY', 'text')` is `components[0].text`. */
export const fieldOf = (d: Draft, type: string, member: string): string =>
  `components[${componentsOf(d).findIndex((c) => c.type === type)}].${member}`;

export type BodyFault = 'empty' | 'mixed' | 'gap' | 'edge' | 'adjacent';

/** What WhatsApp would refuse of the body; the server says the same, later. */
export function bodyFault(body: string): BodyFault | null {
  if (!body.trim()) return 'empty';
  const names = holesOf(body);
  const numbers = names.filter(isNumber).map(Number);
  if (numbers.length !== 0 && numbers.length !== names.length) return 'mixed';
  if (numbers.some((_, i) => !numbers.includes(i + 1))) return 'gap';
  const dense = body.replaceAll(/\s/g, '');
  if (dense.startsWith('{{') || dense.endsWith('}}')) return 'edge';
  return dense.includes('}}{{') ? 'adjacent' : null;
}

/** The variable that comes next: the names go on as they began. */
export function nextVariable(body: string): string {
  const numbers = holesOf(body).filter(isNumber).map(Number);
  return `{{${Math.max(0, ...numbers) + 1}}}`;
}
