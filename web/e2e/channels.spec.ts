import { until } from './support/charla';
import { expect, test } from './support/test';

test('R152: a number is connected step by step, its settings are changed, it is stopped and started', async ({
  desk,
  charla,
}) => {
  const { page } = desk;
  await desk.signIn('/channels');
  await expect(page.getByRole('heading', { name: 'Canales' })).toBeVisible();
  await expect(page.getByText('Alta', { exact: true })).toBeVisible();
  await desk.inspect('channels');

  await page.getByRole('button', { name: 'Conectar un número' }).click();
  await page.getByRole('radio', { name: /YCloud/ }).click();
  await desk.inspect('channels-wizard');
  await page.getByRole('button', { name: 'Siguiente' }).click();
  // A live one brings its own credentials; this installation only simulates, and says so at the switch.
  await page.getByLabel('Nombre del canal').fill('Con Espacios');
  await page.getByRole('button', { name: 'Crear el canal' }).click();
  await expect(page.getByText(/Lower-case letters/)).toBeVisible();
  await page.getByLabel('Nombre del canal').fill('yc_sur');
  await page.getByRole('button', { name: 'Crear el canal' }).click();
  await expect(page.getByText(/only simulates/)).toBeVisible();
  await page.getByRole('switch', { name: 'Simulado' }).check();
  await page.getByLabel('Número de teléfono').fill('<img src=x onerror=alert(1)>');
  await page.getByRole('button', { name: 'Crear el canal' }).click();
  await expect(page.getByText('/api/webhooks/yc_sur')).toBeVisible();
  await page.getByRole('button', { name: 'Siguiente' }).click();
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await page.getByRole('button', { name: 'Listo' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'yc_sur' })).toBeVisible();
  await desk.inspect('channel');
  await page.getByRole('tab', { name: 'Ajustes' }).click();
  await page.getByLabel('Mensajes por segundo').fill('7');
  await page.getByRole('combobox', { name: 'Piden no recibir más' }).fill('basta');
  await page.keyboard.press('Enter');
  await page.getByLabel('Plantilla de reemplazo').fill('recordatorio');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('The name and the language of an approved template.').first()).toBeVisible();
  await desk.inspect('channel-settings');
  await page.getByLabel('Idioma de la plantilla').fill('es');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Guardado', { exact: true })).toBeVisible();
  const kept = await charla.get('/api/v1/channels/yc_sur');
  expect(kept.settings.number_rate).toBe(7);
  expect(kept.settings.opt_out_words).toContain('basta');
  expect(kept.settings.outside_window).toEqual({ name: 'recordatorio', language: 'es' });

  await page.getByRole('tab', { name: 'Credenciales' }).click();
  await page.getByLabel('Clave de API de YCloud').fill('clave-nueva-9876');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('guardado, termina en 9876')).toBeVisible();
  await expect(page.getByText('clave-nueva')).toHaveCount(0);

  await page.getByRole('button', { name: 'Detener' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Detener' }).click();
  await expect(page.getByText('Detenido')).toBeVisible();
  expect((await charla.get('/api/v1/channels/yc_sur')).status).toBe('stopped');
  await page.getByRole('button', { name: 'Poner en marcha' }).click();
  await expect(page.getByText('En marcha', { exact: true })).toBeVisible();
});

test('R152: a test message goes out, and the log says what was said to the provider', async ({
  desk,
  charla,
}) => {
  await charla.says('hola');
  const [main] = (await charla.get('/api/v1/channels')).items;
  await desk.signIn(`/channels/${main.key}`);
  await desk.page.getByLabel('Para').fill('+54 9 11 5555 0100');
  await desk.page.getByRole('button', { name: 'Enviar la prueba' }).click();
  await expect(desk.page.getByText('Aceptado con el número')).toBeVisible();
  await until('the test is in the log', async () =>
    (await charla.get(`/api/v1/channels/${main.key}/log?kind=send`)).items.some((e: { request: string }) =>
      e.request.includes('prueba'),
    ),
  );
  await desk.page.getByRole('tab', { name: 'Registro' }).click();
  await desk.page.getByRole('button', { name: 'Envío' }).first().click();
  await expect(desk.page.getByRole('dialog')).toContainText('Lo enviado');
  await desk.inspect('channel-log');
});

test('R250: the QR code of an unofficial number is shown until the phone is connected', async ({
  desk,
  charla,
}) => {
  await charla.post('/api/v1/channels', {
    key: 'shop',
    type: 'evolution',
    mode: 'simulated',
    credentials: { app_secret: 'secreto-del-gateway' },
  });
  // The emulator's gateway begins connected: here nobody has scanned yet.
  const channel = await charla.get('/api/v1/channels/shop');
  await charla.get('/api/v1/channels/shop/health');
  const emulator = await until('the gateway was asked', async () => {
    const log = (await charla.get('/api/v1/channels/shop/log?kind=manage')).items;
    return log[0] && new URL(log[0].url).origin;
  });
  const tell = async (path: string, body: unknown) => {
    const answer = await fetch(`${emulator}/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  await tell('callbacks', {
    provider: 'evolution',
    url: `${charla.address}/api/webhooks/shop`,
    secret: 'secreto-del-gateway',
    number: channel.phone_number_id,
  });
  await tell('numbers', { id: channel.phone_number_id, connection: 'close' });

  await desk.signIn('/channels/shop');
  await expect(desk.page.getByText('Este camino no es oficial')).toBeVisible();
  await desk.page.getByRole('button', { name: 'Mostrar el código QR' }).click();
  await expect(desk.page.getByRole('img', { name: /Código QR/ })).toBeVisible();
  await desk.inspect('channel-qr');
  // The phone scans it: the gateway tells us by webhook.
  await tell('numbers', { id: channel.phone_number_id, connection: 'open' });
  await expect(desk.page.getByText('El teléfono está conectado.')).toBeVisible();
});
