import { expect, test } from './support/test';

const hostile = '<img src=x onerror=alert(1)>';

test.setTimeout(180_000);

test('R066: raw events come newest first, are held back while paused, filtered, and stay text', async ({
  desk,
  charla,
}) => {
  await desk.signIn('/records?tab=raw');
  await expect(desk.page.getByText('Escuchando')).toBeVisible();
  for (let i = 0; i < 20; i++) await charla.says(`hola ${i}`, `54911555506${10 + i}`, hostile);
  const rows = desk.page.getByRole('list', { name: 'Eventos en crudo' }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(50);
  await desk.page.getByLabel('Filtrar').fill('onerror');
  await expect(rows.first()).toContainText(hostile);
  await desk.page.getByLabel('Filtrar').fill('');
  await desk.page.getByRole('button', { name: /Pausar/ }).click();
  await charla.says('en pausa', '5491155550699', 'Pausa');
  await expect(desk.page.getByRole('button', { name: /Seguir · \d+ retenido/ })).toBeVisible();
  await expect(rows.filter({ hasText: 'en pausa' })).toHaveCount(0);
  await desk.page.getByRole('button', { name: /Seguir/ }).click();
  await expect(rows.filter({ hasText: 'en pausa' }).first()).toBeVisible();
  await desk.inspect('records-raw');
});

test('R153: the log of the program can be read, searched and narrowed while it is written', async ({
  desk,
}) => {
  await desk.signIn('/records?tab=logs');
  const rows = desk.page.getByRole('grid', { name: 'Log del programa' }).getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await rows.nth(1).click();
  await expect(desk.page.getByRole('complementary')).toContainText('Detalles');
  await desk.inspect('records-logs');
  await desk.page.getByLabel('Texto o id del pedido').fill('nothing-like-this');
  await expect(desk.page.getByText('Nada coincide')).toBeVisible();
});

test('R153: what was said to the provider and who did what can be looked up', async ({ desk, charla }) => {
  await charla.says('hola', '5491155550700', 'Log Luna');
  await desk.signIn('/records?tab=channel');
  await desk.page.getByRole('row').filter({ hasText: 'envío' }).first().click();
  await expect(desk.page.getByRole('complementary')).toContainText('messaging_product');
  await desk.page.getByRole('tab', { name: 'Auditoría' }).click();
  await expect(desk.page.getByRole('row').filter({ hasText: 'session.begin' }).first()).toBeVisible();
  await desk.page.getByRole('tab', { name: 'Eventos del sistema' }).click();
  await desk.fine();
});
