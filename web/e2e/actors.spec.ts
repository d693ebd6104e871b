import { until } from './support/charla';
import { type Desk, expect, test } from './support/test';

const hostile = '<img src=x onerror=alert(1)>';

const rowOf = (desk: Desk, name: string) => desk.page.getByRole('row').filter({ hasText: name });

async function command(desk: Desk, name: string, reason: string): Promise<void> {
  await desk.page.getByRole('group', { name: 'Órdenes' }).getByRole('button', { name }).click();
  const dialog = desk.page.getByRole('dialog', { name });
  await expect(dialog.getByRole('button', { name })).toBeDisabled();
  await dialog.getByLabel(/Motivo/).fill(reason);
  await dialog.getByRole('button', { name }).click();
}

test('R149: a message makes its actor light up, and its counters move', async ({ desk, charla }) => {
  await charla.says('hola', '5491155550111', hostile);
  await desk.signIn('/actors');
  const row = rowOf(desk, hostile);
  await expect(row).toBeVisible();
  await expect(row).toHaveAttribute('data-changes', /\d/);
  const before = Number(await row.getAttribute('data-changes'));
  await charla.says('precio', '5491155550111', hostile);
  await expect.poll(async () => Number(await row.getAttribute('data-changes'))).toBeGreaterThan(before);
  await expect(row.getByText('en espera')).toBeVisible();
  await row.click();
  await expect(desk.page.getByRole('region', { name: 'Memoria' })).toContainText('precio');
  await desk.inspect('actors');
});

test('R149: paused, an actor lets messages wait; resumed, it answers; the audit says who and why', async ({
  desk,
  charla,
}) => {
  await charla.says('hola', '5491155550112', 'Pausa Pérez');
  await desk.signIn('/actors');
  await rowOf(desk, 'Pausa Pérez').click();
  const panel = desk.page.getByRole('complementary');
  await command(desk, 'Pausar', 'miro qué llega');
  await expect(panel.getByText('En pausa. Lo que llegue espera.')).toBeVisible();
  await charla.says('precio', '5491155550112', 'Pausa Pérez');
  await expect(panel.getByText('En mano')).toBeVisible();
  await expect(panel.getByRole('region', { name: 'Memoria' })).not.toContainText('lista de precios');
  await command(desk, 'Reanudar', 'ya vi');
  await expect(panel.getByRole('region', { name: 'Memoria' })).toContainText('lista de precios');
  const rows = (await charla.get('/api/v1/audit')).items as { action: string; details: { reason: string } }[];
  expect(rows.filter((r) => r.action === 'actor.command').map((r) => r.details.reason)).toEqual([
    'ya vi',
    'miro qué llega',
  ]);
});

test('R149: a restarted actor comes back with the same memory', async ({ desk, charla }) => {
  await charla.says('catalogo', '5491155550113', 'Reinicio Ruiz');
  await desk.signIn('/actors');
  await rowOf(desk, 'Reinicio Ruiz').click();
  const panel = desk.page.getByRole('complementary');
  await expect(panel.getByRole('region', { name: 'Memoria' })).toContainText('Te envío el catálogo');
  await command(desk, 'Reiniciar', 'a ver si vuelve igual');
  await expect(panel.getByText('Reiniciado con el mismo estado.')).toBeVisible();
  await charla.says('precio', '5491155550113', 'Reinicio Ruiz');
  const memory = panel.getByRole('region', { name: 'Memoria' });
  await expect(memory).toContainText('lista de precios');
  await expect(memory).toContainText('Te envío el catálogo');
});

test('R149: P holds the view still, a conversation is found by its telephone, the address opens it', async ({
  desk,
  charla,
}) => {
  await charla.says('hola', '5491155550114', 'Busca Díaz');
  const conversation = await until('the conversation is there', async () => {
    const all = (await charla.get('/api/v1/conversations?q=5491155550114')).items;
    return all[0]?.id as string | undefined;
  });
  await desk.signIn(`/actors?conversation=${conversation}`);
  await expect(desk.page.getByRole('complementary')).toContainText(conversation);
  await desk.page.getByRole('button', { name: 'Cerrar', exact: true }).click();
  await desk.page.getByLabel('Actor, contacto, teléfono o id').fill('5491155550114');
  await expect(rowOf(desk, 'Busca Díaz')).toBeVisible();
  await expect(rowOf(desk, 'persistence')).toHaveCount(0);
  await desk.page.getByRole('heading', { name: 'Actores' }).click();
  await desk.page.keyboard.press('p');
  await expect(desk.page.getByRole('button', { name: /Seguir/ })).toBeVisible();
  await desk.page.keyboard.press('p');
  await expect(desk.page.getByRole('button', { name: /Pausar la vista/ })).toBeVisible();
});
