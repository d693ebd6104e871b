import { readFileSync } from 'node:fs';
import { until } from './support/charla';
import { expect, test } from './support/test';

const hostile = '<img src=x onerror=alert(1)>';

test.setTimeout(180_000);

test('R067: the dashboard counts, shows the conversations behind a number, and gives tables and files', async ({
  desk,
  charla,
}) => {
  await charla.says('precio', '5491155550151', hostile);
  await charla.says('soporte', '5491155550152', 'Pide Persona');
  await until('both are answered', async () => {
    const all = (await charla.get('/api/v1/reports/overview')).conversations.active;
    return all === 2;
  });
  await desk.signIn('/dashboard?range=1d');
  await desk.page.getByRole('button', { name: /Conversaciones iniciadas: 2/ }).click();
  const drawer = desk.page.getByRole('dialog', { name: 'Conversaciones iniciadas' });
  await expect(drawer.getByText(hostile)).toBeVisible();
  await drawer.getByRole('button', { name: 'Cerrar' }).click();
  const reasons = desk.page.getByRole('region', { name: 'Por qué pasaron a una persona' });
  await reasons.getByRole('button', { name: /El cliente pide soporte/ }).click();
  await expect(desk.page.getByRole('dialog').getByText('Pide Persona')).toBeVisible();
  await desk.page.keyboard.press('Escape');
  const volume = desk.page.getByRole('region', { name: 'Mensajes por voz' });
  await expect(volume.locator('svg').first()).toBeVisible();
  await desk.inspect('dashboard');
  await volume.getByRole('button', { name: 'Como tabla' }).click();
  await expect(volume.getByRole('columnheader', { name: 'Clientes' })).toBeVisible();
  const file = desk.page.waitForEvent('download');
  await volume.getByRole('button', { name: 'CSV' }).click();
  expect(readFileSync(await (await file).path(), 'utf8')).toContain('Cuándo,Clientes,Bot,Personas,Fallidos');
  await expect(desk.page.getByRole('region', { name: 'Fallos por código' })).toContainText(
    'Ningún mensaje falló.',
  );
  await expect(desk.page.getByRole('region', { name: 'Recorrido por el flujo' })).toContainText('intencion');
});
