import { expect, test } from './support/test';

test('the console looks and speaks as one likes, and says who one is', async ({ desk }) => {
  const { page } = desk;
  await desk.signIn('/settings');
  await expect(page.getByText('ana@example.com')).toBeVisible();
  await desk.inspect('settings');
  await page.getByText('Oscura', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByRole('combobox', { name: 'Idioma' }).click();
  await page.getByRole('option', { name: 'Português' }).click();
  await expect(page.getByRole('heading', { name: 'Ajustes' })).toBeVisible();
  await expect(page.getByText('Minha conta')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Minha conta')).toBeVisible();
});

test('R223 R233: the assistants of live flows are named with where they speak, and nothing is pretended', async ({
  desk,
  charla,
}) => {
  const graph = {
    name: 'Ventas',
    start: 'experta',
    nodes: {
      experta: {
        type: 'assistant',
        fields: { name: '<img src=x onerror=alert(1)>', task: 'vender' },
        exits: {},
        position: { x: 0, y: 0 },
      },
    },
  };
  const flow = await charla.post('/api/v1/flows', { name: 'Ventas', graph });
  await desk.signIn('/settings?tab=assistants');
  await expect(desk.page.getByText('Ningún flujo en vivo usa un asistente')).toBeVisible();
  await charla.post(`/api/v1/flows/${flow.id}/activate`, { version: 1 });
  await desk.page.reload();
  await expect(desk.page.getByRole('heading', { name: '<img src=x onerror=alert(1)>' })).toBeVisible();
  await expect(desk.page.getByRole('cell', { name: 'vender' })).toBeVisible();
  await expect(desk.page.getByText('engine.assistant_url')).toBeVisible();
  await desk.inspect('settings-assistants');
});

test('R152: a connection to a mail server is kept sealed, tried for real, and deleted', async ({
  desk,
  charla,
}) => {
  const { page } = desk;
  await desk.signIn('/settings?tab=connections');
  const mail = page.getByRole('region', { name: 'Correo (SMTP)' });
  await mail.getByLabel('Servidor').fill('smtp.invalid');
  await mail.getByLabel('Usuario').fill('bot@example.com');
  await mail.getByLabel('Contraseña').fill('muy-secreta-1234');
  await mail.getByLabel('Remitente').fill('bot@example.com');
  await mail.getByRole('button', { name: 'Guardar' }).click();
  await expect(mail.getByText('Guardado, termina en 1234')).toBeVisible();
  expect(JSON.stringify(await charla.get('/api/v1/connections'))).not.toContain('muy-secreta');
  await mail.getByRole('button', { name: 'Probar la conexión' }).click();
  await expect(mail.getByText('No funciona')).toBeVisible({ timeout: 20_000 });
  await desk.inspect('settings-connections');
  await mail.getByRole('button', { name: 'Eliminar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Eliminar' }).click();
  await expect(mail.getByRole('button', { name: 'Probar la conexión' })).toHaveCount(0);
});
