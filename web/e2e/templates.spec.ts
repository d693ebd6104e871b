import { expect, test } from './support/test';

test.describe.configure({ timeout: 120_000 });

test.beforeAll(async ({ charla }) => {
  await charla.request('PATCH', '/api/v1/channels/wa_main', { account_id: '102290129340398' });
});

test('a template is written with a preview and its variables counted, submitted, and what WhatsApp decides is shown', async ({
  desk,
}) => {
  const page = desk.page;
  await desk.signIn('/templates');
  await expect(page.getByText('Todavía no hay plantillas')).toBeVisible();
  await page.getByRole('link', { name: 'Nueva plantilla' }).click();
  await page.getByRole('textbox', { name: /^Nombre/ }).fill('Pedido Listo');
  await expect(page.getByRole('textbox', { name: /^Nombre/ })).toHaveValue('pedido_listo');
  const body = page.getByRole('textbox', { name: /^Texto/ }).first();
  await body.fill('Hola ');
  await page.getByRole('button', { name: 'Agregar {{1}}' }).click();
  await expect(page.getByText('El texto no empieza ni termina con una variable')).toBeVisible();
  await body.fill('Hola {{1}}, tu pedido *{{2}}* está listo.');
  await page.getByRole('textbox', { name: 'Pie' }).fill('<img src=x onerror=alert(1)>');
  await page.getByRole('button', { name: 'Agregar un botón' }).click();
  await page.getByRole('group', { name: 'Botones' }).getByRole('textbox', { name: 'Texto' }).fill('Gracias');
  await expect(page.getByTestId('variables')).toContainText('2 variables');
  // Without examples nobody approves it: the server says so, and nothing typed is lost.
  await page.getByRole('button', { name: 'Enviar a aprobar' }).click();
  await expect(page.getByRole('alert')).toContainText("WhatsApp's reviewers want an example");
  await expect(body).toHaveValue('Hola {{1}}, tu pedido *{{2}}* está listo.');
  await page.getByLabel('Ejemplo de 1').fill('Ana');
  await page.getByLabel('Ejemplo de 2').fill('500');
  const preview = page.getByTestId('preview');
  await expect(preview).toContainText('Hola Ana, tu pedido 500 está listo.');
  await expect(preview.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await desk.inspect('template');
  await page.getByRole('button', { name: 'Enviar a aprobar' }).click();
  await expect(page.getByText('WhatsApp ya tiene esta plantilla')).toBeVisible();
  await page.getByRole('link', { name: 'Todas las plantillas' }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole('link', { name: /es_AR.*Aprobada/ })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole('button', { name: 'Sincronizar' }).click();
  await expect(page.getByText(/^Nuevas: \d+, cambiadas: \d+/)).toBeVisible();
  await desk.inspect('templates');
});

test('what is wrong with a template is said at its field, and deleting it says what stays at WhatsApp', async ({
  desk,
}) => {
  const page = desk.page;
  const made = await desk.charla.post('/api/v1/templates', {
    channel: 'wa_main',
    name: 'aviso',
    language: 'pt_BR',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Olá, tudo bem.' }],
  });
  await desk.signIn(`/templates/${made.id}`);
  await page.getByRole('button', { name: 'Agregar un botón' }).click();
  const buttons = page.getByRole('group', { name: 'Botones' });
  await buttons.getByRole('combobox', { name: 'Tipo' }).click();
  await page.getByRole('option', { name: 'Abre una página' }).click();
  await buttons.getByRole('textbox', { name: 'Texto' }).fill('Ver');
  await buttons.getByRole('textbox', { name: 'Dirección' }).fill('javascript:alert(1)');
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await expect(buttons.getByRole('textbox', { name: 'Dirección' })).toHaveAttribute('aria-invalid', 'true');
  await buttons.getByRole('textbox', { name: 'Dirección' }).fill('https://tienda.test/{{1}}');
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await expect(page.getByText('El borrador quedó guardado.')).toBeVisible();
  await page.getByRole('button', { name: 'Eliminar' }).click();
  const dialog = page.getByRole('dialog', { name: '¿Eliminar aviso?' });
  await expect(dialog).toContainText('En WhatsApp sigue existiendo');
  await dialog.getByRole('button', { name: 'Eliminar' }).click();
  await expect(page).toHaveURL(/\/templates$/);
  await expect(page.getByText('La plantilla se eliminó de aquí.')).toBeVisible();
});
