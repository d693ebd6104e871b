import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sources } from '../test/files';

const css = readFileSync('src/theme/tokens.css', 'utf8');

const tokensOf = (scheme: 'light' | 'dark') => {
  const block = css.split(`[data-mantine-color-scheme="${scheme}"] {`)[1]?.split('}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((m) => [String(m[1]), String(m[2])]),
  );
};

/** WCAG 2.2, relative luminance. */
const luminance = (hex: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const tokens = tokensOf(scheme);
  const colour = (name: string) => {
    const found = tokens.get(name);
    if (!found) throw new Error(`no --${name}`);
    return found;
  };
  const grounds = ['paper', 'surface', 'raised', 'sunken'];

  it.each([
    ...['ink', 'ink-2', 'ink-3', 'bot', 'bot-ink', 'person', 'person-ink', 'ok', 'warn', 'bad'].flatMap(
      (ink) => grounds.map((ground) => [ink, ground]),
    ),
    ...['bot', 'person'].map((voice) => [`${voice}-ink`, `${voice}-soft`]),
    ...['ok', 'warn', 'bad'].map((state) => [state, `${state}-soft`]),
    ...['bot-soft', 'person-soft', 'note-soft', 'customer-soft', 'ok-soft', 'warn-soft', 'bad-soft'].flatMap(
      (soft) => [
        ['ink', soft],
        ['ink-2', soft],
      ],
    ),
    ...['bot', 'person', 'ok', 'warn', 'bad'].map((fill) => ['on-fill', fill]),
  ])('%s on %s can be read (4.5:1)', (ink, ground) => {
    expect(contrast(colour(String(ink)), colour(String(ground)))).toBeGreaterThanOrEqual(4.5);
  });
});

it('colours are written in tokens.css only', () => {
  const found = sources(/\.(css|tsx?)$/)
    .filter((path) => !path.endsWith('tokens.css') && !path.endsWith('.test.ts'))
    .flatMap((path) => {
      const text = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
      return [...text.matchAll(/#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=['";)])|\brgba?\(|\bhsla?\(/g)].map(
        (m) => `${path}: ${m[0]}`,
      );
    });
  expect(found).toEqual([]);
});
