import { until } from './support/charla';
import { answers, node, open, saved, tab, two_steps } from './support/flows';
import { expect, test } from './support/test';

test('R079: a flow is drawn, published, and a message of a customer runs it', async ({ desk }) => {
  const { page, charla } = desk;
  await desk.signIn('/flows');
  await expect(page.getByRole('link', { name: 'Bienvenida' })).toBeVisible();
  await page.getByRole('button', { name: 'Nuevo flujo' }).click();
  await page.getByRole('textbox', { name: 'Nombre' }).fill('Promo');
  await page.getByRole('radio', { name: 'En blanco' }).check();
  await page.getByRole('button', { name: 'Crear y abrir' }).click();
  await expect(page.getByText('El flujo está vacío.')).toBeVisible();

  await page.getByRole('button', { name: 'Agregar el primer paso' }).click();
  await page.getByRole('combobox', { name: 'Buscar un tipo de paso…' }).fill('pregunta');
  await page.keyboard.press('Enter');
  await expect(node(page, 'ask')).toBeVisible();
  await page.getByRole('textbox', { name: 'Pregunta', exact: true }).fill('¿Cómo te llamas?');
  await node(page, 'ask').getByRole('button', { name: 'Agregar un paso en «Sigue»' }).click();
  await page.getByRole('option', { name: /^Texto/ }).click();
  await expect(node(page, 'text')).toBeVisible();
  await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('Hola {{ask}}, hay 20 % de descuento');

  await tab(page, /^Flujo/);
  await page.getByRole('combobox', { name: 'Agregar disparador…' }).click();
  await page.getByRole('option', { name: 'Escribe una palabra' }).click();
  await page.getByRole('combobox', { name: 'Palabras' }).fill('promo');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Vence después de' }).fill('2h');
  await saved(page);

  await page.getByRole('button', { name: 'Publicar…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publicar Promo' });
  await expect(dialog.getByRole('button', { name: 'Publicar', exact: true })).toBeEnabled();
  await desk.inspect('flows-publish');
  await dialog.getByRole('button', { name: 'Publicar', exact: true }).click();
  await expect(page.getByText('v1 responde')).toBeVisible();

  const from = '5491155550177';
  await charla.says('promo', from, 'Leo');
  await until('the question', async () =>
    (await answers(desk, from)).some((m) => m.includes('¿Cómo te llamas?')),
  );
  await page.reload();
  await desk.live();
  await expect(node(page, 'ask').getByText('1 ahora')).toBeVisible();
  await charla.says('Leo', from, 'Leo');
  await until('the answer', async () =>
    (await answers(desk, from)).some((m) => m.includes('Hola Leo, hay 20 % de descuento')),
  );
  await page.getByRole('button', { name: 'Recorrido de clientes' }).click();
  // The counts are asked for each ten seconds.
  await expect(page.getByText('100 %')).toBeVisible({ timeout: 25_000 });
  await tab(page, /^Dentro/);
  await expect(page.getByText('Terminado').first()).toBeVisible();
  await desk.inspect('flows-runs');
});

test('R079: everything can be undone, by a word and not by a letter, and redone', async ({ desk }) => {
  const { page } = desk;
  await open(desk, 'Deshacer', two_steps);
  await node(page, 'horarios').click();
  const text = page.getByRole('textbox', { name: 'Texto', exact: true });
  await text.fill('');
  await text.pressSequentially('De 8 a 20');
  await expect(node(page, 'horarios').getByText('De 8 a 20')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(node(page, 'horarios').getByText('De 9 a 18.')).toBeVisible();
  await page.keyboard.press('Control+y');
  await expect(node(page, 'horarios').getByText('De 8 a 20')).toBeVisible();

  await node(page, 'persona').click();
  await page.keyboard.press('Delete');
  await expect(node(page, 'persona')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(node(page, 'persona')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(2);
  await saved(page);
});

test('R079: the keyboard does what the mouse does: it walks, edits, adds, finds, copies', async ({
  desk,
}) => {
  const { page } = desk;
  await open(desk, 'Teclado', two_steps);
  await node(page, 'menu').click();
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'horarios')).toHaveClass(/selected/);
  await page.keyboard.press('ArrowDown');
  await expect(node(page, 'persona')).toHaveClass(/selected/);
  await page.keyboard.press('ArrowLeft');
  await expect(node(page, 'menu')).toHaveClass(/selected/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Nombre del paso' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Nombre del paso' }).fill('atencion');
  await page.keyboard.press('Enter');
  await expect(node(page, 'atencion')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(2);

  await node(page, 'atencion').click();
  await page.keyboard.press('Space');
  await page.getByRole('combobox', { name: 'Buscar un tipo de paso…' }).fill('pausa');
  await page.keyboard.press('Enter');
  await expect(node(page, 'wait')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(3);

  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Buscar en el flujo' }).fill('vienen');
  await expect(node(page, 'persona')).toHaveClass(/selected/);
  await page.keyboard.press('Escape');

  await node(page, 'persona').click();
  await page.keyboard.press('Control+c');
  await expect(page.getByText('1 paso copiado')).toBeVisible();
  await saved(page);
  const other = await desk.charla.post('/api/v1/flows', {
    name: 'Otro',
    graph: { name: 'Otro', start: '', nodes: {} },
    draft: true,
  });
  await page.goto(`${desk.charla.address}/flows/${other.id}`);
  await expect(page.getByText('El flujo está vacío.')).toBeVisible();
  await page.keyboard.press('Control+v');
  await expect(node(page, 'persona').getByText('Ya vienen.')).toBeVisible();
  await saved(page);
});

test('R079: two people who save the same flow are told of each other, and nobody loses anything', async ({
  desk,
  second,
}) => {
  const { page } = desk;
  const id = await open(desk, 'Compartido', two_steps);
  const her = await second();
  await her.signIn(`/flows/${id}`);
  await node(her.page, 'horarios').click();
  await node(page, 'horarios').click();
  await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('De 10 a 12.');
  await saved(page);

  await her.page.getByRole('textbox', { name: 'Texto', exact: true }).fill('De 14 a 16.');
  const dialog = her.page.getByRole('dialog', { name: 'Alguien guardó antes' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByText(/ana@example.com guardó este borrador/)).toBeVisible();
  await expect(dialog.getByText('De 10 a 12.')).toBeVisible();
  await expect(dialog.getByText('De 14 a 16.')).toBeVisible();
  await her.inspect('flows-conflict');
  await dialog.getByRole('button', { name: 'Guardar lo mío como copia' }).click();
  await expect(her.page.getByRole('heading', { level: 1, name: 'Compartido (copia)' })).toBeVisible();
  await expect(node(her.page, 'horarios').getByText('De 14 a 16.')).toBeVisible();

  const kept = await desk.charla.get(`/api/v1/flows/${id}`);
  expect(kept.draft.graph.nodes.horarios.fields.text).toBe('De 10 a 12.');

  // The other way on: knowingly over what was saved.
  await her.page.goto(`${desk.charla.address}/flows/${id}`);
  await node(her.page, 'horarios').click();
  await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('De 11 a 13.');
  await saved(page);
  await her.page.getByRole('textbox', { name: 'Texto', exact: true }).fill('Cerrado.');
  await dialog.getByRole('button', { name: 'Reemplazar con lo mío' }).click();
  await saved(her.page);
  const over = await desk.charla.get(`/api/v1/flows/${id}`);
  expect(over.draft.graph.nodes.horarios.fields.text).toBe('Cerrado.');
});

test('R079: what the linter says stands at its step, and the list of problems leads there', async ({
  desk,
}) => {
  const { page } = desk;
  await open(desk, 'Problemas', two_steps);
  await node(page, 'persona').click();
  await page.getByText('JSON', { exact: true }).click();
  const json = page.getByRole('textbox', { name: 'El paso en JSON' });
  await json.fill('{"type": "send_text", "fields": {}');
  await expect(page.getByText(/No se guarda así/)).toBeVisible();
  await json.fill('{"type": "send_text", "fields": {}, "exits": {}, "position": {"x": 320, "y": 120}}');
  await expect(node(page, 'persona').getByRole('img', { name: 'Error' })).toBeVisible();
  await page.getByRole('button', { name: 'Publicar…' }).click();
  await expect(page.getByText('Hay errores: corrígelos antes de publicar.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publicar', exact: true })).toBeDisabled();
  await page.keyboard.press('Escape');
  await node(page, 'menu').click();
  await tab(page, /^Problemas/);
  await page.getByRole('button', { name: /Error · persona/ }).click();
  await expect(node(page, 'persona')).toHaveClass(/selected/);
  await page.keyboard.press('Control+z');
  await expect(node(page, 'persona').getByText('Ya vienen.')).toBeVisible();
  await expect(node(page, 'persona').getByRole('img', { name: 'Error' })).toHaveCount(0);
});
