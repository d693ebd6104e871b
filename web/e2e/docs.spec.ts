import { expect, test } from './support/test';

test('the reference is made from what the server says: groups, search, schemas, an example that works', async ({
  desk,
  charla,
}) => {
  const { page } = desk;
  await desk.signIn('/docs');
  await expect(page.getByRole('heading', { level: 1, name: 'API' })).toBeVisible();
  await page.getByLabel('Buscar por ruta, palabra o permiso').fill('post keys');
  await page.getByRole('button', { name: 'POST /api/v1/keys' }).click();
  await expect(page.getByText("-H 'Content-Type: application/json'")).toBeVisible();
  await expect(page.getByText('keys:write', { exact: true })).toBeVisible();
  await expect(page.getByText('scopes', { exact: true }).first()).toBeVisible();
  await desk.inspect('docs');
  await page.getByLabel('Buscar por ruta, palabra o permiso').fill('zzz');
  await expect(page.getByText('Nada coincide')).toBeVisible();

  // What the page gives to copy is understood by the server.
  await page.getByLabel('Buscar por ruta, palabra o permiso').fill('get /api/v1/setup');
  const curl = await page.getByText(/^curl /).textContent();
  const url = /'(http[^']+)'/.exec(String(curl))?.[1];
  expect((await fetch(String(url))).status).toBe(200);
  expect(charla.address).toBe(new URL(String(url)).origin);
});
