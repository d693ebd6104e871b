/** Names of the systems before Charla: where their consoles stood, and where their API was (R156). */
const by_name: [RegExp, (match: RegExpExecArray) => string][] = [
  [/^platform-ui\.(.+)$/, (m) => `https://orchestrator-service.${m[1]}`],
  [/^ui\.(.+)$/, (m) => `https://api.${m[1]}`],
  [/^(localhost|127\.0\.0\.1)$/, (m) => `http://${m[1]}:8000`],
];

/**
 * Where the API is: this very origin, unless whoever hosts the console apart says otherwise in the page's
 * `<meta name="charla-api">`: `same-origin`, `by-name` (`ui.example.com` asks `api.example.com`), or an address. The
 * server must then name the console's origin in `http.cors_origins`.
 */
export function apiOrigin(page: { origin: string; hostname: string }, wish: string | undefined): string {
  if (!wish || wish === 'same-origin') return page.origin;
  if (wish !== 'by-name') return new URL(wish).origin;
  for (const [pattern, address] of by_name) {
    const match = pattern.exec(page.hostname);
    if (match) return address(match);
  }
  return page.origin;
}

const wish = document.querySelector<HTMLMetaElement>('meta[name=charla-api]')?.content;

/** Origin of every request, without a slash at its end. */
export const origin = apiOrigin(location, wish);

/** The same for the live feed. */
export const socketOrigin = origin.replace(/^http/, 'ws');
