import { expect, it } from 'vitest';
import { apiOrigin } from './origin';

const page = (hostname: string) => ({ hostname, origin: `https://${hostname}` });

it('R156: the console asks where it came from, whatever its host is called', () => {
  expect(apiOrigin(page('ui.example.com'), undefined)).toBe('https://ui.example.com');
  expect(apiOrigin(page('ui.example.com'), 'same-origin')).toBe('https://ui.example.com');
});

it.each([
  ['ui.example.com', 'https://api.example.com'],
  ['platform-ui.example.com', 'https://orchestrator-service.example.com'],
  ['localhost', 'http://localhost:8000'],
  ['console.example.com', 'https://console.example.com'],
])('R156: hosted apart as %s it asks %s', (hostname, api) => {
  expect(apiOrigin(page(hostname), 'by-name')).toBe(api);
});

it('an address is taken as it is, a wrong one is an error', () => {
  expect(apiOrigin(page('x.example'), 'https://charla.example/any')).toBe('https://charla.example');
  expect(() => apiOrigin(page('x.example'), 'nowhere')).toThrow();
});
