import { owner } from './support/charla';
import { expect, test } from './support/test';

test('R068: who is not signed in comes to the door, is told of a wrong password, and enters with the right one', async ({
  desk,
}) => {
  await desk.page.goto(`${desk.charla.address}/flows`);
  await expect(desk.page.getByRole('heading', { name: 'Entrar' })).toBeVisible();
  await desk.inspect('door');
  await desk.page.getByLabel('Correo').fill(owner.email);
  await desk.page.getByLabel(/^Contraseña/).fill('otra-clave-larga');
  await desk.page.getByRole('button', { name: 'Entrar' }).click();
  await expect(desk.page.getByText('El correo y la contraseña no van juntos.')).toBeVisible();
  await desk.page.getByLabel(/^Contraseña/).fill(owner.password);
  await desk.page.getByRole('button', { name: 'Entrar' }).click();
  await desk.live();
});

test('the door speaks three languages and remembers the choice', async ({ desk }) => {
  await desk.page.goto(desk.charla.address);
  await desk.page.getByRole('combobox', { name: 'Idioma' }).click();
  await desk.page.getByRole('option', { name: 'English' }).click();
  await expect(desk.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await desk.page.reload();
  await expect(desk.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(desk.page.locator('html')).toHaveAttribute('lang', 'en');
});

test('keys lead everywhere: the palette, the list of keys, g and a letter', async ({ desk }) => {
  await desk.signIn();
  await desk.page.keyboard.press('?');
  await expect(desk.page.getByRole('dialog', { name: 'Atajos de teclado' })).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('g');
  await desk.page.keyboard.press('i');
  await expect(desk.page).toHaveURL(/\/inbox/);
  await desk.page.keyboard.press('Control+k');
  await expect(desk.page.getByPlaceholder('Buscar o ir a…')).toBeFocused();
});
