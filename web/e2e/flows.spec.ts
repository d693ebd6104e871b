import type { Page } from '@playwright/test';
import { until } from './support/charla';
import { type Desk, expect, test } from './support/test';

const hostile = '<img src=x onerror=document.title=1>';

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);

const saved = (page: Page) =>
  expect(page.locator('[data-saving]')).toHaveAttribute('data-saving', 'saved', { timeout: 20_000 });

const view = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Vista' }).getByText(name, { exact: true }).click();

const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).click();

/** Keeps a draft by the API and opens it. */
async function open(desk: Desk, name: string, graph: Record<string, unknown>): Promise<number> {
  const made = await desk.charla.post('/api/v1/flows', { name, graph: { name, ...graph }, draft: true });
  await desk.signIn(`/flows/${made.id}`);
  await expect(desk.page.getByRole('heading', { level: 1, name })).toBeVisible();
  return made.id;
}

/** What the bot has said to a number. */
async function answers(desk: Desk, from: string): Promise<string[]> {
  const all = await desk.charla.get('/api/v1/conversations?limit=50');
  const one = all.items.find((c: Record<string, unknown>) => JSON.stringify(c).includes(from));
  if (!one) return [];
  const thread = await desk.charla.get(`/api/v1/conversations/${one.id}/messages`);
  return thread.items.map((m: unknown) => JSON.stringify(m));
}

const two_steps = {
  language: 'es',
  triggers: [{ type: 'keyword', words: ['nunca'] }],
  expires: '2h',
  start: 'menu',
  nodes: {
    menu: {
      type: 'ask',
      fields: {
        text: '¿Qué necesitas?',
        kind: 'choice',
        options: [
          { id: 'horarios', title: 'Horarios' },
          { id: 'persona', title: 'Persona' },
        ],
      },
      exits: { horarios: 'horarios', persona: 'persona' },
      position: { x: 0, y: 0 },
    },
    horarios: {
      type: 'send_text',
      fields: { text: 'De 9 a 18.' },
      exits: {},
      position: { x: 320, y: -80 },
    },
    persona: { type: 'handoff', fields: { text: 'Ya vienen.' }, exits: {}, position: { x: 320, y: 120 } },
  },
};

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
  await expect(page.getByText('100 %')).toBeVisible();
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
