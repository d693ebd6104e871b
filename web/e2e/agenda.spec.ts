import { expect, test } from './support/test';

const zone = 'America/Argentina/Buenos_Aires';

/** A working day of next week, so that nothing depends on today's: `days` after Monday. */
const dayOf = (days: number) => {
  const now = new Date();
  const monday = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7) + 7 + days);
  return monday.toISOString().slice(0, 10);
};
/** The zone has been at -03:00 since 2009. */
const at = (days: number, time: string) => `${dayOf(days)}T${time}:00-03:00`;

test.beforeAll(async ({ charla }) => {
  const [own] = (await charla.get('/api/v1/tenants')).items;
  await charla.request('PATCH', `/api/v1/tenants/${own.id}`, { timezone: zone });
});

test('R086: resources are made, an appointment is booked by a click or by keys, edited, and shown in every view', async ({
  desk,
  charla,
}) => {
  const { page } = desk;
  await desk.signIn(`/agenda?date=${dayOf(0)}`);
  await expect(page.getByText(`Hora de ${zone}`)).toBeVisible();
  await page.getByRole('button', { name: 'Recursos', exact: true }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Nombre del recurso').fill('Dra. Paz');
  await panel.getByRole('switch', { name: 'Con horario' }).check();
  await panel.getByRole('button', { name: 'Guardar' }).click();
  await expect(panel.getByText('mon-fri 09:00-18:00')).toBeVisible();
  await desk.inspect('agenda-resources');
  await panel.getByRole('button', { name: 'Cerrar' }).click();

  await page.getByRole('button', { name: 'Nuevo turno' }).click();
  await panel.getByLabel('Motivo').fill('<img src=x onerror=alert(1)>');
  await panel.getByLabel('Día').fill(dayOf(1));
  await panel.getByLabel(/^Hora( \*)?$/).fill('08:00');
  await panel.getByLabel('Nombre de la persona').fill('Eva Paz');
  await panel.getByRole('button', { name: 'Reservar' }).click();
  await expect(panel.getByText('Fuera de horario')).toBeVisible();
  await panel.getByLabel(/^Hora( \*)?$/).fill('10:00');
  await panel.getByRole('button', { name: 'Reservar', exact: true }).click();
  const block = page.getByText('<img src=x onerror=alert(1)>');
  await expect(block).toBeVisible();
  const [made] = (await charla.get(`/api/v1/appointments?from=${at(0, '00:00')}&to=${at(6, '00:00')}`)).items;
  expect(Date.parse(made.starts_at)).toBe(Date.parse(at(1, '10:00')));
  await desk.inspect('agenda-week');

  await block.click();
  await panel.getByRole('button', { name: 'Confirmar' }).click();
  await expect(panel.getByText('Confirmado')).toBeVisible();
  await panel.getByRole('button', { name: 'Mover…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Mover/ });
  await dialog.getByLabel(/^Hora( \*)?$/).fill('11:30');
  await dialog.getByRole('button', { name: 'Mover', exact: true }).click();
  await expect(page.getByText('11:30–12:00')).toBeVisible();
  for (const view of ['Día', 'Por recurso', 'Mes', 'Lista']) {
    await page.getByText(view, { exact: true }).click();
    if (view === 'Día' || view === 'Por recurso') {
      await page.goto(`${charla.address}/agenda?date=${dayOf(1)}&view=${view === 'Día' ? 'day' : 'people'}`);
      await desk.live();
    }
    await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible();
    await desk.inspect(
      `agenda-${{ Día: 'day', 'Por recurso': 'people', Mes: 'month', Lista: 'list' }[view]}`,
    );
  }
});

test('R095 R129: two people see the same agenda live; a place is never booked twice, and the refusal names who has it', async ({
  desk,
  second,
  charla,
}) => {
  const resource = await charla.post('/api/v1/agenda/resources', { name: 'Sala 2', hours: '', colour: 3 });
  const { page } = desk;
  const address = `/agenda?date=${dayOf(2)}&view=people`;
  await desk.signIn(address);
  const other = await second();
  await other.signIn(address);

  await page.getByRole('button', { name: 'Nuevo turno con Sala 2' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Motivo').fill('Control');
  await panel.getByLabel('Nombre de la persona').fill('Luis Mar');
  await panel.getByRole('button', { name: 'Reservar' }).click();
  await expect(other.page.getByText('Control')).toBeVisible();

  // The other one tries the same place.
  await other.page.getByRole('button', { name: 'Nuevo turno con Sala 2' }).click();
  const theirs = other.page.getByRole('dialog');
  await theirs.getByLabel('Motivo').fill('Estudio');
  await theirs.getByRole('button', { name: 'Reservar' }).click();
  await expect(theirs.getByText('Ese lugar ya está ocupado')).toBeVisible();
  await expect(theirs.getByText(/«Control» \(Luis Mar\)/)).toBeVisible();
  await other.inspect('agenda-taken');
  await theirs.getByLabel(/^Hora( \*)?$/).fill('10:00');
  await theirs.getByRole('button', { name: 'Reservar' }).click();
  await expect(page.getByText('Estudio')).toBeVisible();

  // Dragged onto the taken place it goes back; onto a free one it moves, and can be undone.
  const control = page.getByRole('button', { name: /Control/ });
  const study = page.getByRole('button', { name: /Estudio/ });
  await study.dragTo(control);
  await expect(page.getByText('Ese lugar ya está ocupado')).toBeVisible();
  const all = () =>
    charla
      .get(`/api/v1/appointments?from=${at(2, '00:00')}&to=${at(3, '00:00')}&resource=${resource.id}`)
      .then((r) => r.items.map((a: { starts_at: string }) => Date.parse(a.starts_at)));
  expect(await all()).toEqual([Date.parse(at(2, '09:00')), Date.parse(at(2, '10:00'))]);

  // R095: the status is set by a program, and both see it.
  const [first] = (await charla.get(`/api/v1/appointments?from=${at(2, '00:00')}&to=${at(3, '00:00')}`))
    .items;
  await charla.request('PUT', `/admin/appointments/${first.id}/status`, { status: 'confirmed' });
  await expect(control.getByText('Confirmado')).toBeVisible();
  await expect(other.page.getByRole('button', { name: /Control/ }).getByText('Confirmado')).toBeVisible();
});

test('R111: an appointment is dragged to another time in the week, and dragged back by undo', async ({
  desk,
  charla,
}) => {
  const resource = await charla.post('/api/v1/agenda/resources', { name: 'Sala 3', hours: '', colour: 1 });
  const made = await charla.post('/api/v1/appointments', {
    resource_id: resource.id,
    title: 'Arrastrame',
    starts_at: at(3, '09:00'),
    ends_at: at(3, '10:00'),
  });
  const { page } = desk;
  await desk.signIn(`/agenda?date=${dayOf(3)}&resource=${resource.id}`);
  const block = page.getByText('Arrastrame');
  await expect(block).toBeVisible();
  const box = await block.boundingBox();
  if (!box) throw new Error('no box');
  await page.mouse.move(box.x + 20, box.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + 40, { steps: 6 });
  await page.mouse.move(box.x + 20, box.y + 100, { steps: 6 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Deshacer' })).toBeVisible();
  const start = async () => Date.parse((await charla.get(`/api/v1/appointments/${made.id}`)).starts_at);
  expect(await start()).toBeGreaterThan(Date.parse(at(3, '09:00')));
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect.poll(start).toBe(Date.parse(at(3, '09:00')));
});

test('the agenda is a list on a telephone', async ({ desk }) => {
  await desk.page.setViewportSize({ width: 360, height: 740 });
  await desk.page.goto(`${desk.charla.address}/login`);
  await desk.page.getByLabel('Correo').fill('ana@example.com');
  await desk.page.getByLabel(/^Contraseña/).fill('una-clave-larga');
  await desk.page.getByRole('button', { name: 'Entrar' }).click();
  await expect(desk.page.getByRole('button', { name: 'Abrir el menú' })).toBeVisible();
  await desk.page.goto(`${desk.charla.address}/agenda?date=${dayOf(3)}`);
  await expect(desk.page.getByRole('button', { name: 'Nuevo turno' })).toBeVisible();
  await expect(desk.page.getByText('Arrastrame')).toBeVisible();
  const wide = await desk.page.evaluate('document.documentElement.scrollWidth');
  expect(wide).toBeLessThanOrEqual(360);
  await desk.inspect('agenda-360');
});
