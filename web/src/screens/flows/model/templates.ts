import type { Graph } from './graph';

/** What a new flow can begin as. */
export const templates = ['hello', 'menu', 'blank'] as const;
export type Template = (typeof templates)[number];

const hello = (name: string): Graph => ({
  name,
  language: 'es',
  triggers: [{ type: 'keyword', words: ['hola'] }],
  start: 'saludo',
  nodes: {
    saludo: {
      type: 'send_text',
      fields: { text: '¡Hola {{contact.name | first_word}}! ¿En qué te ayudamos?' },
      exits: {},
      position: { x: 0, y: 0 },
    },
  },
});

const menu = (name: string): Graph => ({
  name,
  language: 'es',
  triggers: [{ type: 'keyword', words: ['menu', 'hola'] }],
  expires: '2h',
  start: 'menu',
  nodes: {
    menu: {
      type: 'ask',
      fields: {
        text: '¿Qué necesitas?',
        kind: 'choice',
        options: [
          { id: 'horarios', title: 'Horarios' },
          { id: 'persona', title: 'Hablar con alguien' },
        ],
      },
      exits: { horarios: 'horarios', persona: 'persona', invalid: 'persona' },
      position: { x: 0, y: 0 },
    },
    horarios: {
      type: 'send_text',
      fields: { text: 'Atendemos de lunes a viernes, de 9 a 18.' },
      exits: {},
      position: { x: 320, y: -60 },
    },
    persona: {
      type: 'handoff',
      fields: { text: 'Te paso con una persona.', reason: 'Lo pidió en el menú' },
      exits: {},
      position: { x: 320, y: 120 },
    },
  },
});

export function fromTemplate(template: Template, name: string): Graph {
  if (template === 'hello') return hello(name);
  if (template === 'menu') return menu(name);
  return { name, language: 'es', start: '', nodes: {} };
}
