import { expect, test } from './support/test';

// Figures, printed: how much and how long until the inbox stands. Refused is only what does not depend on the machine.

const first_load_max = 300_000; // bytes

test('the first load of the inbox is small, and says when it can be used', async ({ desk }) => {
  await desk.charla.says('precio');
  await desk.signIn();
  const { page } = desk;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  const files: [string, number][] = [];
  session.on('Network.responseReceived', ({ response }) => {
    const path = new URL(response.url).pathname;
    if (path.startsWith('/api/')) return; // the data is not the console
    const size = Number(response.headers['Content-Length'] ?? response.headers['content-length'] ?? 0);
    bytes += size;
    files.push([path, size]);
  });
  const begun = Date.now();
  await page.goto(`${desk.charla.address}/inbox`);
  await expect(page.getByText('Eva Paz').first()).toBeVisible();
  const usable = Date.now() - begun;
  await desk.live();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const times = (await page.evaluate(`(() => {
    const n = performance.getEntriesByType('navigation')[0];
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return { interactive: n.domInteractive, loaded: n.loadEventEnd, paint: paint ? paint.startTime : null };
  })()`)) as { interactive: number; loaded: number; paint: number | null };
  process.stdout.write(
    `first load: ${(bytes / 1000).toFixed(0)} kB in ${files.length} files; first paint ${times.paint?.toFixed(0)} ms, ` +
      `DOM interactive ${times.interactive.toFixed(0)} ms, first conversation shown ${usable} ms\n`,
  );
  expect(
    bytes,
    files
      .sort((a, b) => b[1] - a[1])
      .map(([f, n]) => `${f} ${n}`)
      .join('\n'),
  ).toBeLessThan(first_load_max);
});
