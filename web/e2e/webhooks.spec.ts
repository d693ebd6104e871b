import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Charla } from './support/charla';
import { test as base, expect } from './support/test';

/** A subscriber on this machine, which only a development server may call. */
class Subscriber {
  readonly told: { type: string; signature: string }[] = [];
  status = 200;
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      this.told.push({
        type: JSON.parse(body).type,
        signature: String(request.headers['webhook-signature'] ?? ''),
      });
      response.writeHead(this.status).end('<img src=x onerror=alert(1)>');
    });
  });
  url = '';
  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }
  end(): void {
    this.server.close();
  }
}

const test = base.extend<{ subscriber: Subscriber }, { charla: Charla }>({
  charla: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      // Its owner is made as everywhere; then it starts again as one that may call this machine.
      const settings: Record<string, string> = {};
      const charla = await Charla.start(settings);
      await charla.makeOwner();
      await charla.kill();
      Object.assign(settings, { CHARLA_ENV: 'development', CHARLA_ENGINE_WEBHOOKS_ANYWHERE: 'true' });
      await charla.begin();
      await charla.signIn();
      await use(charla);
      await charla.end();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: likewise
  subscriber: async ({}, use) => {
    const subscriber = new Subscriber();
    await subscriber.start();
    await use(subscriber);
    subscriber.end();
  },
});

test('R152: an address is subscribed, tested, its deliveries are seen and repeated, its secret is replaced', async ({
  desk,
  subscriber,
}) => {
  const { page } = desk;
  await desk.signIn('/webhooks');
  await expect(page.getByText('Nadie está suscrito')).toBeVisible();
  await page.getByRole('button', { name: 'Suscribir una dirección' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Dirección').fill(subscriber.url);
  await panel.getByLabel('Descripción').fill('<b>Depósito</b>');
  await panel.getByRole('switch', { name: 'Todos los eventos' }).uncheck();
  await panel.getByRole('checkbox', { name: 'message.received' }).check();
  await desk.inspect('webhooks-new');
  await panel.getByRole('button', { name: 'Suscribir', exact: true }).click();
  const secret = await page.locator('code', { hasText: /^whsec_/ }).textContent();
  expect(secret).toMatch(/^whsec_.{20,}/);
  await page.getByRole('button', { name: 'Lo guardé' }).click();

  await page.getByRole('link', { name: '<b>Depósito</b>' }).click();
  await page.getByRole('button', { name: 'Probar' }).click();
  await expect(page.getByRole('button', { name: 'webhook.test' })).toBeVisible();
  await expect(page.getByRole('table').getByText('Entregada')).toBeVisible();
  expect(subscriber.told[0]?.signature).toMatch(/^v1,/);
  await page.getByRole('button', { name: 'webhook.test' }).click();
  await expect(page.getByRole('dialog').getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await desk.inspect('webhooks-delivery');
  await page.getByRole('dialog').getByRole('button', { name: 'Repetir' }).click();
  await expect.poll(() => subscriber.told.length).toBe(2);
  await page.getByRole('dialog').getByRole('button', { name: 'Cerrar' }).click();

  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Cambiar el secreto' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cambiar el secreto' }).click();
  const second = await page.locator('code', { hasText: /^whsec_/ }).textContent();
  expect(second).not.toBe(secret);
  await page.getByRole('button', { name: 'Lo guardé' }).click();
  await expect(page.getByText('El secreto anterior vale hasta')).toBeVisible();

  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Apagar' }).click();
  await expect(page.getByText('Apagada', { exact: true })).toBeVisible();
  await desk.inspect('webhook');
});

test('one that fails says so, with the answer it gave', async ({ desk, charla, subscriber }) => {
  subscriber.status = 500;
  const made = await charla.post('/api/v1/webhooks', {
    url: subscriber.url,
    description: 'Rota',
    events: [],
  });
  await desk.signIn(`/webhooks/${made.id}`);
  await desk.page.getByRole('button', { name: 'Probar' }).click();
  await expect(desk.page.getByText(/Falla \(/)).toBeVisible({ timeout: 30_000 });
  await expect(desk.page.getByRole('cell', { name: '500' })).toBeVisible();
});
