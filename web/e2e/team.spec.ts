import { expect, test } from './support/test';

test('R154: the organisation keeps its rules, and whoever runs the installation adds another one', async ({
  desk,
  charla,
}) => {
  const { page } = desk;
  await desk.signIn('/team');
  await expect(page.getByLabel('Nombre')).toHaveValue('Demo - Clínica Río');
  await page.getByRole('switch', { name: 'Con horario' }).check();
  await page.getByRole('button', { name: 'Agregar un horario: sábado' }).click();
  await page.getByRole('textbox', { name: 'sábado: hasta' }).fill('13:00');
  await page.getByLabel('Silencio del bot').fill('12');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Guardado', { exact: true })).toBeVisible();
  const [own] = (await charla.get('/api/v1/tenants')).items;
  expect(own.business_hours).toBe('mon-fri 09:00-18:00; sat 09:00-13:00');
  expect(own.human_override_ms).toBe(12 * 3_600_000);
  await desk.inspect('team');

  await page.getByRole('tab', { name: 'Organizaciones' }).click();
  await page.getByRole('button', { name: 'Agregar una organización' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Nombre').fill('<img src=x onerror=alert(1)>');
  await panel.getByRole('button', { name: 'Crear la organización' }).click();
  await expect(page.getByRole('button', { name: '<img src=x onerror=alert(1)>' })).toBeVisible();
  await page.getByRole('button', { name: '<img src=x onerror=alert(1)>' }).click();
  await panel.getByLabel('Nombre').fill('Panadería Sol');
  await panel.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('button', { name: 'Panadería Sol' })).toBeVisible();
  await desk.inspect('team-tenants');
});

test('a person gets an account, comes in with it, and loses it while they work', async ({ desk, second }) => {
  const { page } = desk;
  await desk.signIn('/team?tab=people');
  await page.getByRole('button', { name: 'Agregar a una persona' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Correo').fill('marta@example.com');
  await panel.getByLabel('Nombre').fill('Marta Gil');
  await panel.getByLabel('Primera contraseña').fill('otra-clave-larga');
  await panel.getByRole('button', { name: 'Crear la cuenta' }).click();
  await expect(page.getByRole('button', { name: 'Marta Gil' })).toBeVisible();
  await page.getByRole('button', { name: 'Qué puede cada rol' }).click();
  await desk.inspect('team-people');

  const hers = await second();
  await hers.signIn('/', 'marta@example.com', 'otra-clave-larga');
  await expect(hers.page.getByRole('link', { name: 'Organización' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Marta Gil' }).click();
  await panel.getByRole('switch', { name: 'Puede entrar' }).uncheck();
  await expect(panel.getByText('sus sesiones terminan y tiene que entrar')).toBeVisible();
  await panel.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Sin acceso')).toBeVisible();
  await hers.page.goto(hers.charla.address);
  await expect(hers.page.getByRole('heading', { name: 'Entrar' })).toBeVisible();
});

test('an API key is shown once, works, and ends when it is revoked', async ({ desk, charla }) => {
  const { page } = desk;
  await desk.signIn('/team?tab=keys');
  await page.getByRole('button', { name: 'Crear una clave' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: 'Crear la clave' }).click();
  await panel.getByLabel('Nombre').fill('tienda');
  await panel.getByRole('button', { name: 'Crear la clave' }).click();
  await expect(panel.getByText(/What the key may do/)).toBeVisible();
  await panel.getByRole('checkbox', { name: 'conversations:read' }).check();
  await panel.getByRole('button', { name: 'Crear la clave' }).click();
  const secret = await page.locator('code', { hasText: /^chk_/ }).textContent();
  const asked = () =>
    fetch(`${charla.address}/api/v1/conversations`, { headers: { Authorization: `Bearer ${secret}` } });
  expect((await asked()).status).toBe(200);
  await desk.inspect('team-key');
  await page.getByRole('button', { name: 'La guardé' }).click();
  await expect(page.getByText(String(secret))).toHaveCount(0);
  await page.getByRole('button', { name: 'Revocar tienda' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revocar' }).click();
  await expect(page.getByText('Revocada').first()).toBeVisible();
  expect((await asked()).status).toBe(401);
});
