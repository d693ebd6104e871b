import { until } from './support/charla';
import { expect, test } from './support/test';

const hostile = '<img src=x onerror=alert(1)>';

test.setTimeout(180_000);

test('R176: what waits for its hour is listed, and has it now when somebody says so', async ({
  desk,
  charla,
}) => {
  await charla.says('hola', '5491155550171', hostile);
  const conversation = await until('the conversation is there', async () => {
    return (await charla.get('/api/v1/conversations?q=5491155550171')).items[0]?.id as string | undefined;
  });
  await charla.post(`/api/v1/conversations/${conversation}/take-over`, {});
  await until('the bot will be back', async () => (await charla.get('/api/v1/timers')).items.length === 1);
  await desk.signIn('/scheduled');
  const row = desk.page.getByRole('row').filter({ hasText: hostile });
  await expect(row).toContainText('El bot vuelve a responder');
  await expect(row.getByRole('button', { name: 'Cancelar esto' })).toBeDisabled();
  await desk.inspect('scheduled');
  await row.getByRole('button', { name: 'Hacerlo ahora' }).click();
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Hacerlo ahora' }).click();
  await expect(desk.page.getByText('Nada está programado')).toBeVisible();
  expect((await charla.get(`/api/v1/conversations/${conversation}`)).mode).toBe('bot');
});

test('R176: what a flow waits for can be cancelled, and never happens', async ({ desk, charla }) => {
  const made = await charla.post('/api/v1/flows', {
    name: 'Turnos',
    graph: {
      name: 'Turnos',
      start: 'pregunta',
      triggers: [{ type: 'keyword', words: ['turno'] }],
      nodes: {
        pregunta: {
          type: 'ask',
          fields: { text: '¿A nombre de quién?', variable: 'nombre', timeout: '2d' },
          exits: { next: 'fin', timeout: 'fin' },
        },
        fin: { type: 'send_text', fields: { text: 'Anotado, {{nombre}}.' }, exits: {} },
      },
    },
  });
  await charla.post(`/api/v1/flows/${made.id}/activate`, { version: made.version });
  await charla.says('turno', '5491155550172', 'Espera Ortiz');
  await until('the flow waits', async () => (await charla.get('/api/v1/timers')).items.length === 1);
  await desk.signIn('/scheduled');
  const row = desk.page.getByRole('row').filter({ hasText: 'Espera Ortiz' });
  await row.getByRole('button', { name: 'Cancelar esto' }).click();
  const question = desk.page.getByRole('dialog', { name: '¿Cancelar lo programado?' });
  await expect(question).toContainText('No ocurrirá nunca');
  await question.getByRole('button', { name: 'Cancelar esto' }).click();
  await expect(row).toHaveCount(0);
  expect((await charla.get('/api/v1/timers')).items).toEqual([]);
});
