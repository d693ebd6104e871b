import { hostile, node, open, saved, tab, two_steps, view } from './support/flows';
import { expect, test } from './support/test';

test('R079: the text of a flow is the flow, and says in which line it is wrong', async ({ desk }) => {
  const { page } = desk;
  const id = await open(desk, 'Como texto', two_steps);
  await view(page, 'Texto');
  const area = page.getByRole('textbox', { name: 'El flujo en JSON' });
  const text = await area.inputValue();
  await area.fill(text.replace('"De 9 a 18."', '"De 9 a 18.",,'));
  await expect(page.getByRole('button', { name: /^Línea \d+: no es JSON/ })).toBeVisible();
  await desk.inspect('flows-text');
  await area.fill(
    text.replace('De 9 a 18.', 'De 7 a 15.').replace('"name": ', '"comment": "a mano",\n"name": '),
  );
  await saved(page);
  await view(page, 'Lienzo');
  await expect(node(page, 'horarios').getByText('De 7 a 15.')).toBeVisible();
  const kept = await desk.charla.get(`/api/v1/flows/${id}`);
  expect(kept.draft.graph.comment).toBe('a mano');
});

test('R079: versions are compared, brought back into the draft, and made to answer', async ({ desk }) => {
  const { page } = desk;
  await open(desk, 'Con versiones', two_steps);
  const publish = async (n: number) => {
    await page.getByRole('button', { name: 'Publicar…' }).click();
    const force = page.getByRole('checkbox', { name: 'Publicar a pesar de los avisos' });
    const act = page.getByRole('button', { name: 'Publicar', exact: true });
    await expect(force.or(page.getByText('Nada que objetar.')).first()).toBeVisible();
    if (await force.isVisible()) await force.check();
    await act.click();
    await expect(page.getByText(`v${n} responde`)).toBeVisible();
  };
  await publish(1);
  await node(page, 'horarios').click();
  await page.getByRole('textbox', { name: 'Texto', exact: true }).fill('De 6 a 7.');
  await saved(page);
  await publish(2);
  await tab(page, /^Versiones/);
  await expect(page.getByText('v2', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Comparar' }).last().click();
  const diff = page.getByRole('dialog', { name: 'De v1 al borrador' });
  await expect(diff.getByText('Pasos: 0 nuevos, 1 cambiados, 0 quitados.')).toBeVisible();
  await expect(diff.getByText('De 9 a 18.')).toBeVisible();
  await expect(diff.getByText('De 6 a 7.')).toBeVisible();
  await desk.inspect('flows-diff');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Restaurar' }).last().click();
  await expect(node(page, 'horarios').getByText('De 9 a 18.')).toBeVisible();
  await saved(page);
  await page.getByRole('button', { name: 'Que responda' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Que responda' }).click();
  await expect(page.getByText('v1 responde')).toBeVisible();
});

test('R079: outline and translations are equals of the canvas', async ({ desk }) => {
  const { page } = desk;
  await open(desk, 'Vistas', { ...two_steps, languages: ['es', 'pt'] });
  await view(page, 'Esquema');
  const tree = page.getByRole('tree', { name: 'Esquema' });
  await expect(tree.getByRole('treeitem')).toHaveCount(3);
  await tree.getByRole('treeitem').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Nombre del paso' })).toHaveValue('horarios');
  await desk.inspect('flows-outline');
  await page.getByRole('combobox', { name: 'Sigue' }).click();
  await page.getByRole('option', { name: /^persona/ }).click();
  await expect(tree.getByText('ya está arriba')).toBeVisible();

  await view(page, 'Traducciones');
  await expect(page.getByText('5 textos · faltan 5')).toBeVisible();
  await page.getByRole('textbox', { name: 'horarios text (pt)' }).fill('Das 9 às 18.');
  await expect(page.getByText('5 textos · faltan 4')).toBeVisible();
  await desk.inspect('flows-texts');
  await saved(page);
});

test('what people and customers write into flows stays text, in the list and on the canvas', async ({
  desk,
}) => {
  const { page } = desk;
  await open(desk, hostile, {
    ...two_steps,
    nodes: {
      ...two_steps.nodes,
      [hostile]: { type: 'send_text', fields: { text: `"'>${hostile}` }, exits: {} },
    },
  });
  await expect(page.locator('img[src=x]')).toHaveCount(0);
  await desk.inspect('flows-editor');
  for (const name of ['Esquema', 'Texto', 'Traducciones']) {
    await view(page, name);
    await expect(page.locator('img[src=x]')).toHaveCount(0);
  }
  await page.getByRole('link', { name: 'Todos los flujos' }).click();
  await expect(page.getByRole('link', { name: hostile })).toBeVisible();
  await expect(page.locator('img[src=x]')).toHaveCount(0);
  await desk.inspect('flows-list');
  await page.getByRole('button', { name: `Acciones de ${hostile}` }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Exportar JSON' }).click();
  expect((await download).suggestedFilename()).toMatch(/^[\w-]+\.json$/);
  await page.getByRole('button', { name: `Acciones de ${hostile}` }).click();
  await page.getByRole('menuitem', { name: 'Archivar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archivar' }).click();
  await expect(page.getByRole('link', { name: hostile })).toHaveCount(0);
});

test('a file is brought in as a draft, and one that is no flow is refused with words', async ({ desk }) => {
  const { page } = desk;
  await desk.signIn('/flows');
  const chooser = page.locator('input[type=file]');
  await chooser.setInputFiles({ name: 'foto.json', mimeType: 'application/json', buffer: Buffer.from('[]') });
  await expect(page.getByText(/El archivo no contiene un flujo/)).toBeVisible();
  await chooser.setInputFiles({
    name: 'traido.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ ...two_steps, name: 'Traído' })),
  });
  await expect(page.getByRole('heading', { level: 1, name: 'Traído' })).toBeVisible();
  await expect(node(page, 'menu')).toBeVisible();
});
