import { expect, test } from './support/test';

const rich = {
  name: 'Turnos',
  start: 'menu',
  nodes: {
    menu: {
      type: 'send_buttons',
      fields: {
        text: 'Hola <img src=x onerror=alert(1)> ¿qué buscas?',
        buttons: [
          { id: 'precios', title: 'Precios' },
          { id: 'turno', title: 'Un turno' },
        ],
      },
      exits: { next: 'espera' },
    },
    espera: {
      type: 'wait_for_reply',
      fields: { seconds: '2h' },
      exits: { reply: 'lista', timeout: 'tarde' },
    },
    lista: {
      type: 'send_list',
      fields: {
        text: '¿Qué día?',
        label: 'Ver días',
        sections: [{ title: 'Esta semana', rows: [{ id: 'lun', title: 'Lunes', description: '9 a 12' }] }],
      },
      exits: { next: 'elegido' },
    },
    elegido: { type: 'wait_for_reply', fields: { variable: 'dia' }, exits: { reply: 'listo' } },
    listo: { type: 'send_text', fields: { text: 'Te esperamos el *{{dia}}*' }, exits: {} },
    tarde: { type: 'send_text', fields: { text: 'Se nos hizo tarde' }, exits: {} },
  },
};

test.describe.configure({ timeout: 120_000 });

test('R065: a simulated customer writes, the bot answers on the phone at once, and each step of the engine is told', async ({
  desk,
}) => {
  await desk.signIn('/simulator');
  const phone = desk.page.getByRole('region', { name: 'Teléfono de Lucía Gómez' });
  await expect(phone.getByRole('textbox')).toHaveValue('Hola');
  await phone.getByRole('textbox').press('Enter');
  await expect(phone.getByText('¿En qué puedo ayudarte?')).toBeVisible({ timeout: 3000 });
  await expect(desk.page.getByTestId('answered-in')).toContainText('Respondido en');
  const turn = desk.page.getByTestId('turn').first();
  await expect(turn).toContainText('Bienvenida v1');
  await expect(turn).toContainText('ayuda');
  await expect(turn).toContainText('¿En qué puedo ayudarte?');
  await expect(desk.page.getByRole('link', { name: 'Abrir en la bandeja' })).toHaveAttribute(
    'href',
    /\/inbox\/.+/,
  );
  await expect(desk.page.getByRole('link', { name: 'Este actor' })).toHaveAttribute(
    'href',
    /\/actors\?conversation=.+/,
  );
  // A second customer beside the first: each has their own thread.
  await desk.page.getByText('Pedro Sosa').click();
  const second = desk.page.getByRole('region', { name: 'Teléfono de Pedro Sosa' });
  await second.getByRole('textbox').fill('precio <img src=x onerror=alert(1)>');
  await second.getByRole('textbox').press('Enter');
  await expect(second.getByText('Nuestra lista de precios')).toBeVisible();
  await expect(second.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(phone.getByText('Nuestra lista de precios')).toHaveCount(0);
  await desk.inspect('simulator');
});

test('R065: the button simulates an incoming message of anybody, and leads to its conversation', async ({
  desk,
}) => {
  await desk.signIn('/simulator');
  await desk.page.getByRole('button', { name: 'Simular mensaje entrante' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Simular mensaje entrante' });
  await dialog.getByLabel('Teléfono').fill('123');
  await dialog.getByRole('button', { name: 'Simular' }).click();
  await expect(dialog.getByLabel('Teléfono')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Teléfono').fill('+54 9 11 5555-0177');
  await dialog.getByLabel('Nombre').fill('Quien sea');
  await dialog.getByLabel('Qué escribe').fill('catálogo');
  await dialog.getByRole('button', { name: 'Simular' }).click();
  await expect(dialog.getByRole('link', { name: 'Llegó: abrir la conversación' })).toBeVisible();
  await desk.inspect('simulator-inbound');
  await desk.page.keyboard.press('Escape');
  const phone = desk.page.getByRole('region', { name: 'Teléfono de Quien sea' });
  await expect(phone.getByText('Te envío el catálogo en un momento.')).toBeVisible();
});

test('R064: the button simulates sending a text to a number, and it leaves by the channel', async ({
  desk,
}) => {
  await desk.signIn('/simulator');
  await desk.page.getByRole('button', { name: 'Simular envío de texto' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Simular envío de texto' });
  await expect(dialog.getByLabel('Para')).toHaveValue('+5215555555555');
  await dialog.getByLabel('Texto').fill('Una prueba de envío');
  await dialog.getByRole('button', { name: 'Enviar' }).click();
  await expect(desk.page.getByText('En camino a +5215555555555.')).toBeVisible();
  await expect
    .poll(async () => JSON.stringify(await desk.charla.get('/api/v1/conversations')))
    .toContain('Una prueba de envío');
});

test('a draft is played: taps, a list, time that passes, a step taken back, and the talk is kept as a test', async ({
  desk,
}) => {
  const made = await desk.charla.post('/api/v1/flows', { name: 'Turnos', graph: rich, draft: true });
  await desk.signIn(`/simulator?mode=draft&flow=${made.id}`);
  const phone = desk.page.getByTestId('phone');
  await phone.getByRole('textbox').fill('hola');
  await phone.getByRole('textbox').press('Enter');
  await expect(phone.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await phone.getByRole('button', { name: 'Un turno' }).click();
  await phone.getByRole('button', { name: 'Ver días' }).click();
  await phone.getByRole('dialog', { name: 'Ver días' }).getByRole('button', { name: /Lunes/ }).click();
  await expect(phone.getByText('Te esperamos el Lunes')).toBeVisible();
  await desk.inspect('simulator-draft');

  await desk.page.getByRole('button', { name: 'Guardar como prueba' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Guardar como prueba' });
  await dialog.getByLabel('Nombre de la prueba').fill('pide un turno');
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await expect(desk.page.getByText('El borrador tiene la prueba «pide un turno».')).toBeVisible();
  const checked = await desk.charla.post(`/api/v1/flows/${made.id}/validate`, {});
  expect(checked.tests).toMatchObject({ passed: 1, failed: 0 });

  // The list again, by taking the choice back; then nobody answers for 25 hours.
  await desk.page.getByRole('button', { name: 'Deshacer el último paso' }).click();
  await expect(phone.getByText('Te esperamos el Lunes')).toHaveCount(0);
  await expect(phone.getByRole('button', { name: 'Ver días' })).toBeVisible();
  await desk.page.getByRole('button', { name: 'Empezar de nuevo' }).click();
  await expect(phone.getByRole('button', { name: 'Un turno' })).toHaveCount(0);
  await phone.getByRole('textbox').fill('hola');
  await phone.getByRole('textbox').press('Enter');
  await expect(phone.getByRole('button', { name: 'Un turno' })).toBeVisible();
  await desk.page.getByRole('button', { name: 'Pasa el tiempo' }).click();
  await desk.page.getByRole('menuitem', { name: '+ 25 h' }).click();
  await expect(phone.getByText('Se nos hizo tarde')).toBeVisible();
  await expect(desk.page.getByTestId('play-clock')).toContainText('ventana cerrada');
});
