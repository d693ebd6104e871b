import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { Charla, owner } from './charla';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const shots = process.env.CHARLA_SHOTS ?? join(import.meta.dirname, '../../shots');

/** What Chromium itself says while the server is away or refuses; what the page's own code gets wrong reads otherwise. */
const browsers_own = /net::ERR_|Failed to load resource|WebSocket connection to/;

/** A page with its watchers: errors of its code, and requests to anywhere else, fail the test. */
export class Desk {
  private readonly complaints: string[] = [];

  constructor(
    readonly page: Page,
    readonly charla: Charla,
  ) {
    page.on('console', (m) => {
      if ((m.type() === 'error' || m.type() === 'warning') && !browsers_own.test(m.text()))
        this.complaints.push(`${m.type()}: ${m.text()}`);
    });
    page.on('pageerror', (e) => this.complaints.push(`page error: ${e.message}`));
    page.on('request', (r) => {
      if (!/^(http|ws):\/\/127\.0\.0\.1:|^(data|blob):/.test(r.url()))
        this.complaints.push(`outside: ${r.url()}`);
    });
  }

  async signIn(path = '/', email = owner.email, password = owner.password): Promise<void> {
    await this.page.goto(`${this.charla.address}/login`);
    await this.page.getByLabel(/Correo|E-mail/).fill(email);
    await this.page.getByLabel(/^(Contraseña|Senha|Password)/).fill(password);
    await this.page.getByRole('button', { name: /^(Entrar|Sign in)$/ }).click();
    await this.live();
    if (path !== '/') {
      await this.page.goto(this.charla.address + path);
      await this.live();
    }
  }

  /** Until the page says that what it shows is true now. */
  async live(): Promise<void> {
    await expect(this.page.getByTestId('live')).toHaveAttribute('data-state', 'live', { timeout: 20_000 });
  }

  /** Takes the picture in light and dark, and asks axe about both (WCAG 2.2 A and AA). */
  async inspect(name: string): Promise<void> {
    for (const scheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await expect(this.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
      mkdirSync(shots, { recursive: true });
      await this.page.screenshot({ path: join(shots, `${name}-${scheme}.png`) });
      await this.accessible(`${name} (${scheme})`);
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
    await this.fine();
  }

  private async accessible(what: string): Promise<void> {
    if (!(await this.page.evaluate('Boolean(window.axe)'))) {
      // The page's policy allows no script of ours: axe is put in from outside.
      await this.page.evaluate(await import('node:fs').then((fs) => fs.readFileSync(axe, 'utf8')));
    }
    // What is just closing is not yet gone: asked again for a moment.
    const look = () =>
      this.page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      .then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | ')))`);
    await expect.poll(look, { message: `axe: ${what}`, timeout: 5_000 }).toEqual([]);
  }

  /** Nothing of the page's own has gone wrong since it was opened. */
  async fine(): Promise<void> {
    expect(this.complaints).toEqual([]);
  }
}

/** `charla`: the program of this file of tests, with its owner. `desk`: a browser tab before it. */
export const test = base.extend<{ desk: Desk; second: () => Promise<Desk> }, { charla: Charla }>({
  charla: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const charla = await Charla.start();
      await charla.makeOwner();
      await charla.signIn();
      await use(charla);
      await charla.end();
    },
    { scope: 'worker' },
  ],
  desk: async ({ page, charla }, use) => {
    const desk = new Desk(page, charla);
    await use(desk);
    await desk.fine();
  },
  /** A second browser, of somebody else. */
  second: async ({ browser, charla }, use) => {
    const open: Desk[] = [];
    await use(async () => {
      const context = await browser.newContext({ locale: 'es-AR', viewport: { width: 1440, height: 900 } });
      const desk = new Desk(await context.newPage(), charla);
      open.push(desk);
      return desk;
    });
    for (const desk of open) {
      await desk.fine();
      await desk.page.context().close();
    }
  },
});

export { expect };
