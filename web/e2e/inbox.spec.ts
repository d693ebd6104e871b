import type { Page } from '@playwright/test';
import { owner, until } from './support/charla';
import { expect, test } from './support/test';

const evil = '<img src=x onerror="window.pwned=1">';
const thread = (page: Page) => page.getByTestId('thread');
const list = (page: Page) => page.getByTestId('conversations');
const field = (page: Page) => page.getByLabel('Respuesta al cliente');
const bubbles = (page: Page, text: string) => thread(page).getByRole('article').filter({ hasText: text });

/** Opens the conversation of a customer who has just written. */
async function open(page: Page, name: string) {
  await list(page).getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();
}

test('R150: the list and the thread show what a customer writes as it comes, and names and texts stay text', async ({
  desk,
  charla,
}) => {
  await desk.signIn('/inbox');
  await expect(desk.page.getByText('No hay conversaciones abiertas')).toBeVisible();
  await charla.says('Hola, *buenas*', '5491155550101', 'Eva Paz');
  await charla.says(evil, '5491155550102', `Iván ${evil}`);
  await open(desk.page, 'Eva Paz');
  await expect(bubbles(desk.page, 'Hola, buenas').locator('strong')).toHaveText('buenas');
  await expect(bubbles(desk.page, '¿En qué puedo ayudarte?')).toBeVisible();
  await desk.inspect('inbox-bot');
  await open(desk.page, 'Iván');
  await expect(bubbles(desk.page, evil)).toBeVisible();
  await charla.webhook({
    from: '5491155550102',
    name: `Iván ${evil}`,
    message: {
      type: 'document',
      document: { id: '77', mime_type: 'text/html', filename: `${evil}.html`, sha256: 'x' },
    },
  });
  await expect(bubbles(desk.page, `${evil}.html`)).toBeVisible();
  expect(await desk.page.evaluate('window.pwned')).toBeUndefined();
  expect(await desk.page.locator('img').count()).toBe(0);
});

test('R155, R151: one takes over by a key, writes, and gives the conversation back to the bot', async ({
  desk,
  charla,
}) => {
  await desk.signIn('/inbox');
  await charla.says('Quiero un turno', '5491155550103', 'Luz Vega');
  await open(desk.page, 'Luz Vega');
  await expect(desk.page.getByText('El bot está respondiendo. Toma el control para escribir.')).toBeVisible();
  await expect(field(desk.page)).toHaveCount(0);
  await desk.page.keyboard.press('t');
  await expect(desk.page.getByText('Tú tienes la conversación.')).toBeVisible();
  await expect(desk.page.getByText(/Quedan 23 h 59 min|Quedan 1 d/)).toBeVisible();
  await desk.page.keyboard.press('r');
  await field(desk.page).fill('Hola Luz, soy Ana\n¿qué día?');
  await field(desk.page).press('Enter');
  await expect(bubbles(desk.page, 'soy Ana')).toHaveCount(1);
  await expect(
    bubbles(desk.page, 'soy Ana').getByRole('img', { name: /Enviado|Entregado|Leído/ }),
  ).toBeVisible();
  await charla.says('El martes', '5491155550103', 'Luz Vega');
  await expect(bubbles(desk.page, 'El martes')).toBeVisible();
  await desk.inspect('inbox-person');
  await desk.page.getByRole('button', { name: 'Devolver al bot' }).click();
  await expect(desk.page.getByText('Responde el bot.')).toBeVisible();
  await charla.says('precio', '5491155550103', 'Luz Vega');
  await expect(bubbles(desk.page, 'Nuestra lista de precios')).toBeVisible();
  // Nobody but the person has answered while the person had it.
  await expect(bubbles(desk.page, '¿En qué puedo ayudarte?')).toHaveCount(1);
});
