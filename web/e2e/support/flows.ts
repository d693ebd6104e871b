import type { Page } from '@playwright/test';
import { type Desk, expect } from './test';

export const hostile = '<img src=x onerror=document.title=1>';

export const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);

export const saved = (page: Page) =>
  expect(page.locator('[data-saving]')).toHaveAttribute('data-saving', 'saved', { timeout: 20_000 });

export const view = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Vista' }).getByText(name, { exact: true }).click();

export const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click();

/** Keeps a draft by the API and opens it. */
export async function open(desk: Desk, name: string, graph: Record<string, unknown>): Promise<number> {
  const made = await desk.charla.post('/api/v1/flows', { name, graph: { name, ...graph }, draft: true });
  await desk.signIn(`/flows/${made.id}`);
  await expect(desk.page.getByRole('heading', { level: 1, name })).toBeVisible();
  return made.id;
}

/** What the bot has said to a number. */
export async function answers(desk: Desk, from: string): Promise<string[]> {
  const all = await desk.charla.get('/api/v1/conversations?limit=50');
  const one = all.items.find((c: Record<string, unknown>) => JSON.stringify(c).includes(from));
  if (!one) return [];
  const thread = await desk.charla.get(`/api/v1/conversations/${one.id}/messages`);
  return thread.items.map((m: unknown) => JSON.stringify(m));
}

export const two_steps = {
  language: 'es',
  triggers: [{ type: 'keyword', words: ['nunca'] }],
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
          { id: 'persona', title: 'Persona' },
        ],
      },
      exits: { horarios: 'horarios', persona: 'persona' },
      position: { x: 0, y: 0 },
    },
    horarios: {
      type: 'send_text',
      fields: { text: 'De 9 a 18.' },
      exits: {},
      position: { x: 320, y: -80 },
    },
    persona: { type: 'handoff', fields: { text: 'Ya vienen.' }, exits: {}, position: { x: 320, y: 120 } },
  },
};
