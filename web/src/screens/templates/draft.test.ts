import { describe, expect, it } from 'vitest';
import {
  bodyFault,
  componentsOf,
  draftOf,
  emptyDraft,
  fieldOf,
  filled,
  nextVariable,
  variablesOf,
} from './draft';
import type { Draft, Template } from './types';

const draft: Draft = {
  ...emptyDraft('wa_main'),
  name: 'pedido',
  header: 'TEXT',
  header_text: 'Pedido {{1}}',
  body: 'Hola {{1}}, tu pedido {{2}} está listo.',
  footer: 'Clínica Río',
  buttons: [
    { type: 'URL', text: 'Ver', url: 'https://x.test/{{1}}', phone_number: '' },
    { type: 'QUICK_REPLY', text: 'Gracias', url: '', phone_number: '' },
    { type: 'FLOW', text: 'Form', url: '', phone_number: '', flow_id: '77' },
  ],
  examples: { '1': 'Ana', '2': '500', 'header.1': '500', 'button0.1': 'abc' },
};

describe('a template', () => {
  it('is written in the form of WhatsApp, with its examples, and read back the same', () => {
    const components = componentsOf(draft);
    expect(components).toEqual([
      { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}', example: { header_text: ['500'] } },
      { type: 'BODY', text: draft.body, example: { body_text: [['Ana', '500']] } },
      { type: 'FOOTER', text: 'Clínica Río' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Ver', url: 'https://x.test/{{1}}', example: ['abc'] },
          { type: 'QUICK_REPLY', text: 'Gracias' },
          { type: 'FLOW', text: 'Form', flow_id: '77' },
        ],
      },
    ]);
    const variables = variablesOf(draft).map((v) => ({ ...v, type: 'text', example: draft.examples[v.key] }));
    const stored = { ...draft, components, variables } as unknown as Template;
    expect(componentsOf(draftOf(stored))).toEqual(components);
  });

  it('has the variables that the server counts, under its keys', () => {
    expect(variablesOf(draft).map((v) => v.key)).toEqual(['header.1', '1', '2', 'button0.1']);
  });

  it('names its examples when its variables are words', () => {
    const named = { ...emptyDraft('c'), body: 'Hola {{nombre}}.', examples: { nombre: 'Ana' } };
    expect(componentsOf(named)[0]).toMatchObject({
      example: { body_text_named_params: [{ param_name: 'nombre', example: 'Ana' }] },
    });
  });

  it('knows where the server speaks of a field', () => {
    expect(fieldOf(draft, 'BODY', 'text')).toBe('components[1].text');
    expect(fieldOf({ ...draft, header: 'NONE' }, 'BUTTONS', 'buttons[0].url')).toBe(
      'components[2].buttons[0].url',
    );
  });
});

it.each([
  ['', 'empty'],
  ['Hola {{1}} y {{nombre}}.', 'mixed'],
  ['Hola {{1}} y {{3}}.', 'gap'],
  ['{{1}}, hola', 'edge'],
  ['Hola {{1}}', 'edge'],
  ['Hola {{1}} {{2}}.', 'adjacent'],
  ['Hola {{1}}, bien.', null],
])('%j is refused because of: %s', (body, fault) => {
  expect(bodyFault(body)).toBe(fault);
});

it('values go in where they belong; what has none stays to be seen', () => {
  expect(filled('Hola {{1}} {{ 2 }}', (n) => ({ '1': 'Ana' })[n])).toBe('Hola Ana {{ 2 }}');
  expect(nextVariable('Hola {{1}} y {{2}}')).toBe('{{3}}');
  expect(nextVariable('Hola')).toBe('{{1}}');
});
