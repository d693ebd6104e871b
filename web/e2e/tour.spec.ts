import { Charla } from './support/charla';
import { Desk, expect, test } from './support/test';

/** The words of each language that the tour is walked by. */
const words = {
  es: {
    title: 'Míralo funcionar',
    talk: /Saluda desde el simulador/,
    hello: 'Hola',
    write: 'Mensaje',
    actor: /Mira el actor/,
    take: /Toma la conversación/,
    back: /Devuélvela al bot/,
    locked: /El bot está respondiendo/,
    over: 'Construir un flujo',
  },
  pt: {
    title: 'Veja funcionando',
    talk: /Cumprimente pelo simulador/,
    hello: 'Olá',
    write: 'Mensagem',
    actor: /Veja o ator/,
    take: /Assuma a conversa/,
    back: /Devolva-a ao bot/,
    locked: /O bot está respondendo/,
    over: 'Construir um fluxo',
  },
  en: {
    title: 'See it work',
    talk: /Say hello from the simulator/,
    hello: 'Hello',
    write: 'Message',
    actor: /Look at the actor/,
    take: /Take the conversation/,
    back: /Give it back to the bot/,
    locked: /The bot is answering/,
    over: 'Build a flow',
  },
} as const;

for (const language of ['es', 'pt', 'en'] as const)
  test(`the first minute: simulator, actor, taking over, giving back, in ${language}, within 60 seconds`, async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    const charla = await Charla.start();
    try {
      await charla.makeOwner();
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await context.addInitScript((l) => localStorage.setItem('charla.language', l), language);
      const desk = new Desk(await context.newPage(), charla);
      const page = desk.page;
      page.setDefaultTimeout(30_000);
      const say = words[language];
      await desk.signIn();
      const begun = Date.now();
      const card = page.getByRole('complementary', { name: say.title });
      await expect(card).toBeVisible();
      if (language === 'es') await desk.inspect('tour-inbox');
      await card.getByRole('link', { name: say.talk }).click();
      // What to say stands in the box already.
      const box = page.getByRole('textbox', { name: say.write }).first();
      await expect(box).toHaveValue(say.hello);
      await expect(box).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByText('¿En qué puedo ayudarte?').first()).toBeVisible();
      await expect(card.getByRole('link', { name: say.actor })).toHaveAttribute('data-next', 'true');
      await card.getByRole('link', { name: say.actor }).click();
      await expect(page).toHaveURL(/\/actors\?conversation=/);
      await expect(card.getByRole('link', { name: say.take })).toHaveAttribute('data-next', 'true');
      await card.getByRole('link', { name: say.take }).click();
      await expect(page).toHaveURL(/\/inbox\/.+/);
      await expect(page.getByText(say.locked).first()).toBeVisible();
      await page.keyboard.press('t');
      await expect(card.getByRole('link', { name: say.back })).toHaveAttribute('data-next', 'true');
      if (language === 'es') await desk.inspect('tour-taken');
      await page.getByRole('heading', { level: 1 }).first().click();
      await page.keyboard.press('b');
      const after = page.getByRole('link', { name: say.over });
      await expect(after).toBeVisible();
      const took = Date.now() - begun;
      process.stdout.write(`      tour (${language}): ${took} ms\n`);
      expect(took).toBeLessThan(60_000);
      // Closed is closed, and nobody who comes to a house that is lived in is offered it.
      await page.locator('aside').filter({ has: after }).getByRole('button').click();
      await expect(after).toHaveCount(0);
      await page.reload();
      await desk.live();
      await expect(page.getByRole('complementary', { name: say.title })).toHaveCount(0);
      await desk.fine();
      await context.close();
    } finally {
      await charla.end();
    }
  });
