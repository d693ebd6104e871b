import type { Say } from '../types';

export type Offer = {
  kind: 'buttons' | 'list';
  body: string;
  footer: string;
  label: string;
  choices: { title: string; description: string }[];
};

/** WhatsApp's own limits, in characters. */
export const limits = { body: 1024, footer: 60, label: 20, buttons: 20, list: 24, description: 72 };
export const choices_most = { buttons: 3, list: 10 };

const length = (text: string) => [...text].length;
const titles = (o: Offer) => o.choices.map((c) => c.title.trim());

/** What is still wrong with it, or null. */
export function wrongOf(o: Offer): 'body' | 'empty' | 'long' | 'many' | 'twice' | null {
  if (!o.body.trim()) return 'body';
  if (titles(o).some((title) => title === '')) return 'empty';
  if (o.choices.length > choices_most[o.kind]) return 'many';
  const long =
    length(o.body) > limits.body ||
    titles(o).some((title) => length(title) > limits[o.kind]) ||
    (o.kind === 'list' &&
      (length(o.label) > limits.label || o.choices.some((c) => length(c.description) > limits.description)));
  if (long) return 'long';
  if (new Set(titles(o)).size < o.choices.length) return 'twice';
  return o.kind === 'list' && !o.label.trim() ? 'empty' : null;
}

/** The message that the server takes. */
export function sayOf(o: Offer): Say {
  const rows = o.choices.map((c, i) => ({ id: `c${i + 1}`, title: c.title.trim() }));
  if (o.kind === 'buttons') return { type: 'buttons', interactive: { body: o.body.trim(), buttons: rows } };
  return {
    type: 'list',
    interactive: {
      body: o.body.trim(),
      label: o.label.trim(),
      sections: [
        {
          rows: rows.map((row, i) => {
            const description = o.choices[i]?.description.trim();
            return description ? { ...row, description } : row;
          }),
        },
      ],
    },
  };
}
