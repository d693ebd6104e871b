import type { Page } from '@playwright/test';
import { type Charla, until } from './support/charla';
import { list } from './support/inbox';
import { expect, test } from './support/test';

// `CHARLA_LARGE=100000 CHARLA_BUILD=…/build/release npx playwright test e2e/large.spec.ts` measures; the tests take fewer.
const conversations = Number(process.env.CHARLA_LARGE ?? 1_000);
const scroll_ms = 10_000;

test.setTimeout(120_000 + conversations * 10);

/** Each of them has written once, newest last; a webhook tells of many. */
async function fill(charla: Charla): Promise<void> {
  const each = 100;
  for (let from = 0; from < conversations; from += each)
    await charla.manySay(
      'precio',
      Array.from({ length: Math.min(each, conversations - from) }, (_, i) => ({
        from: String(5491160000000 + from + i),
        name: `Cliente ${from + i + 1}`,
      })),
    );
  await until(
    'all of them are answered',
    async () => {
      const { inbox, outbox_ready, outbox_sending } = await charla.get('/api/v1/backlog');
      return inbox + outbox_ready + outbox_sending === 0;
    },
    60_000 + conversations * 5,
  );
}

type Figures = { frames: number; p95: number; worst: number; rows: number; deepest: number };

/** Scrolls as a wheel does, and counts the screen's frames meanwhile. */
function scroll(page: Page): Promise<Figures> {
  return list(page).evaluate(async (box, ms) => {
    const gaps: number[] = [];
    let rows = 0;
    let deepest = 0;
    const begun = performance.now();
    let before = begun;
    while (performance.now() - begun < ms) {
      box.scrollTop += 120;
      const now = await new Promise<number>((drawn) => requestAnimationFrame(drawn));
      gaps.push(now - before);
      before = now;
      rows = Math.max(rows, box.querySelectorAll('button').length);
      deepest = Math.max(deepest, box.scrollTop);
    }
    gaps.sort((a, b) => a - b);
    const at = (share: number) => gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * share))] ?? 0;
    return { frames: gaps.length, p95: at(0.95), worst: gaps.at(-1) ?? 0, rows, deepest };
  }, scroll_ms);
}

test(`R150: a list of ${conversations} conversations is scrolled through, and draws only what is seen`, async ({
  desk,
}) => {
  await fill(desk.charla);
  const begun = Date.now();
  await desk.signIn('/inbox');
  await expect(
    list(desk.page)
      .getByText(/^Cliente \d+$/)
      .first(),
  ).toBeVisible();
  const opened = Date.now() - begun;
  const seen = await scroll(desk.page);
  const answered = Date.now();
  await desk.page.getByRole('searchbox').first().fill(`Cliente ${conversations}`);
  await expect(list(desk.page).getByText(`Cliente ${conversations}`, { exact: true })).toBeVisible();
  process.stdout.write(
    `${conversations} conversations: signed in and listed in ${opened} ms; ${scroll_ms / 1000} s of scrolling: ` +
      `${(seen.frames / (scroll_ms / 1000)).toFixed(0)} frames/s, p95 ${seen.p95.toFixed(0)} ms, worst ${seen.worst.toFixed(0)} ms, ` +
      `at most ${seen.rows} buttons drawn, ${Math.round(seen.deepest / 76)} rows deep; found one by name in ${Date.now() - answered} ms\n`,
  );
  expect(seen.rows).toBeLessThan(100);
  expect(seen.deepest).toBeGreaterThan(76 * 200);
});
