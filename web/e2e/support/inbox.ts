import type { Page } from '@playwright/test';
import { type Charla, owner, until } from './charla';
import { expect } from './test';

export const evil = '<img src=x onerror="window.pwned=1">';
export const bruno = { name: 'Bruno Ríos', email: 'bruno@example.com', password: 'otra-clave-larga' };

export const thread = (page: Page) => page.getByTestId('thread');
export const list = (page: Page) => page.getByTestId('conversations');
export const field = (page: Page) => page.getByLabel('Respuesta al cliente');
export const bubbles = (page: Page, text: string) =>
  thread(page).getByRole('article').filter({ hasText: text });

/** Opens the conversation of a customer who has written. */
export async function open(page: Page, name: string) {
  await list(page).getByRole('button', { name }).first().click();
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
}

export const idOf = (charla: Charla, name: string): Promise<string> =>
  until(`conversation of ${name}`, async () => {
    const page = await charla.get(`/api/v1/conversations?q=${encodeURIComponent(name)}`);
    return page.items[0]?.id as string | undefined;
  });

/** A customer who has written, and whom a person has taken from the bot. */
export async function taken(charla: Charla, name: string, from: string): Promise<string> {
  await charla.says('Hola', from, name);
  const id = await idOf(charla, name);
  await charla.post(`/api/v1/conversations/${id}/take-over`, {});
  await charla.request('PATCH', `/api/v1/conversations/${id}`, { assignee: owner.email });
  return id;
}

export const said = async (charla: Charla, id: string, text: string): Promise<number> => {
  const page = await charla.get(`/api/v1/conversations/${id}/messages?limit=100`);
  return page.items.filter((m: { text: string }) => m.text === text).length;
};
