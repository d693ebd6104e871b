import { addBrokenFlow } from './support/broken';
import { type Charla, until } from './support/charla';
import { expect, test } from './support/test';

const hostile = '<img src=x onerror=alert(1)>';

// What is tried again is found by the sweep of the inbox, each half a minute.
const sweep_ms = 90_000;
test.setTimeout(180_000);

/** Somebody who has been answered once, and then says what cannot be. */
async function fails(charla: Charla, phone: string, name: string): Promise<void> {
  await charla.says('hola', phone, name);
  await until(`${phone} is answered`, async () => {
    const [conversation] = (await charla.get(`/api/v1/conversations?q=${phone}`)).items;
    return conversation?.last_author === 'bot';
  });
  await charla.says('vueltas', phone, name);
}

test('R228: what cannot be decided is grouped by its reason, corrected after a preview, and answered', async ({
  desk,
  charla,
}) => {
  await addBrokenFlow(charla);
  await fails(charla, '5491155550131', hostile);
  await until('a dead letter', async () => (await charla.get('/api/v1/dead-letters')).items.length === 1);
  await desk.signIn('/failed');
  const group = desk.page.getByRole('button', { name: /Un campo del flujo quedó mal/ });
  await expect(group).toContainText('flow.bad_field');
  await group.click();
  await desk.page.getByRole('row').filter({ hasText: 'Un campo del flujo' }).click();
  const panel = desk.page.getByRole('complementary');
  await expect(panel.getByRole('region', { name: 'Hasta dónde llegó' })).toContainText('guardar');
  await expect(panel.getByLabel('Corregir antes de reintentar')).toHaveValue(/<img src=x/);
  await panel.getByRole('button', { name: 'Ver qué pasaría' }).click();
  await expect(panel.getByText('Volvería a fallar')).toBeVisible();
  await desk.inspect('failed');
  const text = panel.getByLabel('Corregir antes de reintentar');
  await text.fill((await text.inputValue()).replace('"vueltas"', '"precio"'));
  await panel.getByRole('button', { name: 'Ver qué pasaría' }).click();
  await expect(panel.getByText('Nuestra lista de precios')).toBeVisible();
  await panel.getByRole('button', { name: 'Reintentar corregido' }).click();
  await expect(desk.page.getByText('Vuelve a intentarse.')).toBeVisible();
  await until(
    'the customer is answered',
    async () => {
      const [conversation] = (await charla.get('/api/v1/conversations?q=5491155550131')).items;
      return conversation?.preview.startsWith('Nuestra lista');
    },
    sweep_ms,
  );
});

test('R228: all of a group are tried again with their progress, and one is discarded with a reason', async ({
  desk,
  charla,
}) => {
  await addBrokenFlow(charla);
  for (const n of [1, 2, 3]) await fails(charla, `549115555014${n}`, `Vuelta ${n}`);
  await until('dead letters', async () => (await charla.get('/api/v1/dead-letters')).items.length === 3);
  await desk.signIn('/failed');
  await desk.page.getByRole('button', { name: 'Reintentar todos (3)' }).click();
  const dialog = desk.page.getByRole('dialog', { name: '¿Reintentar 3 mensajes?' });
  await dialog.getByRole('button', { name: 'Reintentar' }).click();
  const progress = desk.page.getByRole('dialog', { name: 'Reintentando' });
  await expect(progress.getByRole('status')).toHaveText('3 de 3 reintentados, 0 no se pudo. Terminado.');
  await progress.getByRole('button', { name: 'Cerrar' }).click();
  // The flow still is as it was: they come back.
  await until(
    'they fail again',
    async () => (await charla.get('/api/v1/dead-letters')).items.length === 3,
    sweep_ms,
  );
  const rows = desk.page.getByRole('row').filter({ hasText: 'Un campo del flujo' });
  await expect(rows).toHaveCount(3);
  await rows.first().click();
  await desk.page.getByRole('complementary').getByRole('button', { name: 'Descartar' }).click();
  const question = desk.page.getByRole('dialog', { name: '¿Descartar este fallo?' });
  await question.getByLabel(/Motivo/).fill('era una prueba');
  await question.getByRole('button', { name: 'Descartar' }).click();
  await expect(rows).toHaveCount(2);
  await desk.page.getByText('Descartados').click();
  await expect(rows).toHaveCount(1);
});
