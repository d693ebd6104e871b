import { until } from './support/charla';
import { bubbles, evil, field, idOf, list, open, taken } from './support/inbox';
import { expect, test } from './support/test';

test('R150: the list and the thread show what a customer writes as it comes, and names and texts stay text', async ({
  desk,
  charla,
}) => {
  await desk.signIn('/inbox');
  await expect(desk.page.getByText('No hay conversaciones abiertas')).toBeVisible();
  await charla.says('Hola, *buenas*', '5491155550101', 'Eva Paz');
  await charla.says(evil, '5491155550102', `Iván ${evil}`);
  await open(desk.page, 'Eva Paz');
  await expect(bubbles(desk.page, 'Hola, buenas').locator('strong')).toHaveText('buenas');
  await expect(bubbles(desk.page, '¿En qué puedo ayudarte?')).toBeVisible();
  await expect(list(desk.page).getByRole('button', { name: 'Eva Paz' })).not.toContainText('sin leer');
  await desk.inspect('inbox-bot');
  await bubbles(desk.page, '¿En qué puedo ayudarte?').getByRole('button', { name: '¿Por qué?' }).click();
  await expect(
    desk.page.getByRole('dialog', { name: 'Por qué lo dijo' }).getByText('“Hola, *buenas*”'),
  ).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await open(desk.page, 'Iván');
  await expect(bubbles(desk.page, evil)).toBeVisible();
  await charla.webhook({
    from: '5491155550102',
    name: `Iván ${evil}`,
    message: {
      type: 'document',
      document: { id: '77', mime_type: 'text/html', filename: `${evil}.html`, sha256: 'x' },
    },
  });
  await expect(bubbles(desk.page, `${evil}.html`)).toBeVisible();
  expect(await desk.page.evaluate('window.pwned')).toBeUndefined();
  expect(await desk.page.locator('img').count()).toBe(0);
});

test('R155, R151: one takes over by a key, writes, and gives the conversation back to the bot', async ({
  desk,
  charla,
}) => {
  await desk.signIn('/inbox');
  await charla.says('Quiero un turno', '5491155550103', 'Luz Vega');
  await open(desk.page, 'Luz Vega');
  await expect(desk.page.getByText('El bot está respondiendo. Toma el control para escribir.')).toBeVisible();
  await expect(field(desk.page)).toHaveCount(0);
  await desk.page.keyboard.press('t');
  await expect(desk.page.getByText('Tú tienes la conversación.')).toBeVisible();
  await expect(desk.page.getByText(/Quedan 23 h 59 min|Quedan 1 d/)).toBeVisible();
  await desk.page.keyboard.press('r');
  await field(desk.page).fill('Hola Luz, soy Ana\n¿qué día?');
  await field(desk.page).press('Enter');
  await expect(bubbles(desk.page, 'soy Ana')).toHaveCount(1);
  await expect(
    bubbles(desk.page, 'soy Ana').getByRole('img', { name: /Enviado|Entregado|Leído/ }),
  ).toBeVisible();
  await charla.says('El martes', '5491155550103', 'Luz Vega');
  await expect(bubbles(desk.page, 'El martes')).toBeVisible();
  await desk.inspect('inbox-person');
  await desk.page.getByRole('button', { name: 'Devolver al bot' }).click();
  await expect(desk.page.getByText('Responde el bot.')).toBeVisible();
  await charla.says('precio', '5491155550103', 'Luz Vega');
  await expect(bubbles(desk.page, 'Nuestra lista de precios')).toBeVisible();
  // Nobody but the person has answered while the person had it.
  await expect(bubbles(desk.page, '¿En qué puedo ayudarte?')).toHaveCount(1);
});

test('R151: when the window is shut free text is refused with its reason, and a template goes', async ({
  desk,
  charla,
}) => {
  await charla.request('PATCH', '/api/v1/channels/wa_main', { account_id: '1' });
  await charla.post('/api/v1/templates', {
    channel: 'wa_main',
    name: 'vuelve_a_escribir',
    language: 'es_AR',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hola {{1}}, ¿seguimos?', example: { body_text: [['Eva']] } }],
  });
  await until('the template is approved', async () => {
    await charla.notice('message_template_status_update', {
      event: 'APPROVED',
      message_template_id: 7,
      message_template_name: 'vuelve_a_escribir',
      message_template_language: 'es_AR',
      reason: 'NONE',
    });
    const { items } = await charla.get('/api/v1/templates?status=APPROVED');
    return items.length === 1;
  });
  const long_ago = String(Math.floor(Date.now() / 1000) - 26 * 3600);
  await charla.webhook({
    from: '5491155550109',
    name: 'Teo Paz',
    message: { type: 'text', timestamp: long_ago, text: { body: 'Ayer escribí' } },
  });
  const id = await idOf(charla, 'Teo Paz');
  await charla.post(`/api/v1/conversations/${id}/take-over`, {});
  await desk.signIn(`/inbox/${id}`);
  await expect(desk.page.getByText(/WhatsApp solo acepta plantillas aprobadas/)).toBeVisible();
  await expect(field(desk.page)).toHaveCount(0);
  await desk.page.getByRole('button', { name: 'Elegir plantilla' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Enviar una plantilla' });
  await dialog.getByRole('combobox', { name: 'Plantilla' }).click();
  await desk.page.getByRole('option', { name: /vuelve_a_escribir/ }).click();
  await dialog.getByLabel('Texto 1').fill('Teodoro');
  await expect(dialog.getByText('Hola Teodoro, ¿seguimos?')).toBeVisible();
  await desk.inspect('inbox-template');
  await dialog.getByRole('button', { name: 'Enviar plantilla' }).click();
  await expect(bubbles(desk.page, 'vuelve_a_escribir').getByText('Teodoro')).toBeVisible();
});

test('R151: answers kept ready, notes, files, labels and closing, by keys', async ({ desk, charla }) => {
  const id = await taken(charla, 'Mia Rey', '5491155550110');
  await charla.post('/api/v1/canned', { shortcut: 'hola', text: 'Hola {{contact.name}}, ¿en qué ayudo?' });
  await desk.signIn(`/inbox/${id}`);
  await field(desk.page).fill('/ho');
  await expect(desk.page.getByRole('option', { name: /\/hola/ })).toBeVisible();
  await field(desk.page).press('Enter');
  await expect(field(desk.page)).toHaveValue('Hola Mia Rey, ¿en qué ayudo?');
  await field(desk.page).press('Escape');
  await desk.page.keyboard.press('n');
  await desk.page.getByLabel('Nota para el equipo').fill('Es clienta *vip*');
  await desk.page.getByLabel('Nota para el equipo').press('Enter');
  await expect(bubbles(desk.page, 'Es clienta vip').getByText(/Nota interna/)).toBeVisible();
  await desk.page.getByTestId('file').setInputFiles({
    name: `${evil}.png`,
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    ),
  });
  await expect(desk.page.getByRole('listitem').filter({ hasText: `${evil}.png` })).toBeVisible();
  await field(desk.page).fill('Mira');
  await desk.page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await expect(bubbles(desk.page, 'Mira').getByRole('img', { name: 'Imagen' })).toBeVisible();
  await desk.page.getByRole('combobox', { name: 'Etiquetas de la conversación' }).fill('vip');
  await desk.page.getByRole('combobox', { name: 'Etiquetas de la conversación' }).press('Enter');
  await expect(list(desk.page).getByRole('button', { name: 'Mia Rey' })).toContainText('vip');
  await desk.inspect('inbox-thread');
  await desk.page.getByRole('heading', { name: 'Mia Rey' }).click();
  await desk.page.keyboard.press('e');
  await expect(desk.page.getByRole('button', { name: 'Reabrir' })).toBeVisible();
  await expect(list(desk.page).getByRole('button', { name: 'Mia Rey' })).toHaveCount(0);
  await desk.page.getByRole('button', { name: /^Cerradas/ }).click();
  await expect(list(desk.page).getByRole('button', { name: 'Mia Rey' })).toBeVisible();
  await desk.page.keyboard.press('?');
  await expect(
    desk.page.getByRole('dialog', { name: 'Atajos de teclado' }).getByText('Devolver al bot'),
  ).toBeVisible();
});

test('R150: on a telephone the list leads to the thread and back', async ({ desk, charla }) => {
  const id = await taken(charla, 'Uma Gil', '5491155550111');
  await desk.signIn('/inbox');
  await desk.page.setViewportSize({ width: 360, height: 760 });
  await desk.inspect('inbox-360-list');
  await open(desk.page, 'Uma Gil');
  await expect(desk.page).toHaveURL(new RegExp(id));
  await expect(field(desk.page)).toBeVisible();
  await desk.inspect('inbox-360-thread');
  const wide = await desk.page.evaluate('document.documentElement.scrollWidth');
  expect(wide).toBeLessThanOrEqual(360);
  await desk.page.getByRole('button', { name: 'Volver a la lista' }).click();
  await expect(list(desk.page)).toBeVisible();
});
