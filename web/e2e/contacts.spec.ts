import { expect, test } from './support/test';

const hostile = 'Eva <img src=x onerror=alert(1)>';

test.describe.configure({ timeout: 120_000 });

test.beforeAll(async ({ charla }) => {
  for (let i = 0; i < 12; i++)
    await charla.post('/api/v1/contacts', {
      phone: `54911555501${10 + i}`,
      name: i === 0 ? hostile : `Persona ${i}`,
      tags: i % 3 === 0 ? ['vip'] : [],
      attributes: { ciudad: i % 2 ? 'Rosario' : 'Salta' },
    });
});

test('people are found by name and by conditions, counted, kept as a segment, and tagged together', async ({
  desk,
}) => {
  const page = desk.page;
  await desk.signIn('/contacts');
  await expect(page.getByTestId('count')).toHaveText('12 contactos');
  await expect(page.getByText(hostile)).toBeVisible();
  await desk.inspect('contacts');
  await page.getByRole('searchbox', { name: 'Nombre o teléfono' }).fill('Persona 7');
  await expect(page.getByTestId('count')).toHaveText('1 contacto');
  await page.getByRole('searchbox', { name: 'Nombre o teléfono' }).fill('');
  await expect(page.getByTestId('count')).toHaveText('12 contactos');

  await page.getByRole('button', { name: 'Condiciones' }).click();
  const form = page.getByRole('dialog', { name: 'Condiciones' });
  await form.getByLabel('Tiene todas estas etiquetas').fill('vip');
  await form.getByLabel('Tiene todas estas etiquetas').press('Enter');
  await form.getByLabel('Atributos con exactamente este valor').fill('ciudad = Rosario');
  await desk.inspect('contacts-conditions');
  await form.getByRole('button', { name: 'Aplicar' }).click();
  await expect(page.getByTestId('count')).toHaveText('2 contactos');
  await expect(page).toHaveURL(/where=/);
  await page.reload();
  await expect(page.getByTestId('count')).toHaveText('2 contactos');

  await page.getByRole('button', { name: 'Guardar como segmento' }).click();
  await page.getByRole('dialog').getByLabel('Nombre').fill('VIP de Rosario');
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  await expect(page).toHaveURL(/segment=1/);
  await expect(page.getByTestId('count')).toHaveText('2 contactos');

  await page.getByRole('checkbox', { name: 'Elegir todos los que se ven' }).check();
  const bar = page.getByRole('region', { name: 'Los elegidos' });
  await expect(bar).toContainText('2 elegidos');
  await bar.getByRole('combobox', { name: 'Etiquetas' }).fill('feria');
  await bar.getByRole('combobox', { name: 'Etiquetas' }).press('Enter');
  await bar.getByRole('button', { name: 'Poner' }).click();
  await expect(page.getByText('Cambiaron 2 contactos.')).toBeVisible();
  await expect(page.getByRole('cell', { name: /feria/ })).toHaveCount(2);
});

test('a person is corrected, merged with their double, and erased only when the word is typed', async ({
  desk,
}) => {
  const page = desk.page;
  const double = await desk.charla.post('/api/v1/contacts', {
    phone: '5491155550201',
    name: 'Eva doble',
    tags: ['feria'],
  });
  const one = await desk.charla.post('/api/v1/contacts', { phone: '5491155550200', name: 'Eva original' });
  await desk.signIn(`/contacts/${one.id}`);
  await page.getByRole('textbox', { name: 'Nombre' }).fill('Eva Paz');
  await page.getByLabel('Atributos').fill('obra_social = OSDE');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('heading', { name: 'Eva Paz', level: 1 })).toBeVisible();
  expect(await desk.charla.get(`/api/v1/contacts/${one.id}`)).toMatchObject({
    name: 'Eva Paz',
    attributes: { obra_social: 'OSDE' },
  });
  await desk.inspect('contact');

  await page.getByRole('button', { name: 'Unir con otro' }).click();
  const merge = page.getByRole('dialog', { name: 'Unir con otro' });
  await merge.getByLabel('Nombre o teléfono').fill('Eva doble');
  await merge.getByRole('radio', { name: /Eva doble/ }).check();
  await merge.getByRole('button', { name: 'Unir' }).click();
  await expect(page.getByText('+5491155550201')).toBeVisible();
  expect((await desk.charla.get(`/api/v1/contacts/${double.id}`)).id).toBe(one.id);

  await page.getByRole('button', { name: 'Borrar' }).click();
  const erase = page.getByRole('dialog', { name: '¿Borrar a esta persona?' });
  await expect(erase.getByRole('button', { name: 'Borrar' })).toBeDisabled();
  await erase.getByRole('textbox').fill('BORRAR');
  await erase.getByRole('button', { name: 'Borrar' }).click();
  await expect(page).toHaveURL(/\/contacts$/);
  await expect(page.getByText(/^Borrado:/)).toBeVisible();
  const gone = await desk.charla.get('/api/v1/contacts?q=Eva+Paz');
  expect(gone.items).toEqual([]);
});

test('a file is mapped, tried without changing anything, imported, and comes out again as CSV', async ({
  desk,
}) => {
  const page = desk.page;
  await desk.signIn('/contacts');
  await page.getByRole('button', { name: 'Importar CSV' }).click();
  const dialog = page.getByRole('dialog', { name: 'Importar CSV' });
  const file =
    'Nombre;Celular;Obra social\n"Paz, Luz";+54 9 11 5555-0301;OSDE\nMala;12;x\nSol;5491155550302;Swiss';
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'gente.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(file),
  });
  await expect(dialog.getByRole('combobox', { name: 'Qué es Celular' })).toHaveValue('Teléfono');
  await expect(dialog.getByRole('textbox', { name: 'Atributo de Obra social' })).toHaveValue('obra_social');
  await dialog.getByRole('button', { name: 'Probar sin cambiar nada' }).click();
  await expect(dialog.getByTestId('report')).toHaveText(
    'Nuevos: 2 · Cambian: 0 · Iguales: 0 · Con errores: 1',
  );
  await expect(dialog.getByRole('table', { name: 'Filas con errores' })).toContainText('phone');
  await desk.inspect('contacts-import');
  expect((await desk.charla.get('/api/v1/contacts?q=5491155550302')).items).toEqual([]);
  await dialog.getByRole('button', { name: 'Importar 2 contactos' }).click();
  await expect(dialog.getByText('Importado.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Paz, Luz' })).toBeVisible();
  const [out] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Exportar CSV' }).click(),
  ]);
  const text = await out.createReadStream().then(async (stream) => {
    let all = '';
    for await (const part of stream) all += part;
    return all;
  });
  expect(text).toContain('"Paz, Luz"');
  expect(text).toContain('attr:obra_social');
});
