import { until } from './support/charla';
import { expect, test } from './support/test';

test.setTimeout(180_000);

test('R190: sends are followed live and in history, with their workers and how fast they are', async ({
  desk,
  charla,
}) => {
  await charla.says('hola', '5491155550161', 'Envío Enriques');
  const { task_id } = await charla.post('/api/v1/messages', { to: '+5491155550161', text: 'Ya sale' });
  await until('it is accepted', async () => {
    return (await charla.get(`/api/v1/tasks/${task_id}`)).status === 'SUCCESS';
  });
  await desk.signIn('/sends');
  await expect(desk.page.getByText('Nada está saliendo ahora')).toBeVisible();
  await desk.page.getByRole('tab', { name: 'Historial' }).click();
  const row = desk.page.getByRole('row').filter({ hasText: task_id });
  await expect(row).toContainText('Aceptado');
  await row.click();
  await expect(desk.page.getByRole('complementary')).toContainText('5491155550161');
  await desk.inspect('sends');
  await desk.page.getByRole('tab', { name: 'Emisores' }).click();
  await expect(desk.page.getByRole('row').filter({ hasText: 'wa_main' })).toContainText('activo');
  await desk.page.getByRole('tab', { name: 'Rendimiento' }).click();
  await expect(desk.page.getByText('p95').first()).toBeVisible();
});
